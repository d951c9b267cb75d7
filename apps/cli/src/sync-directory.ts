import { open } from 'node:fs/promises';

/** What was made or renamed in the directory survives the loss of power. */
export const syncDirectory = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return; // has no such thing
  const directory = await open(path);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
};
