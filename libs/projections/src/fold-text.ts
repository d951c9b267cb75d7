/** The text as it is searched for: whatever the case of its letters and their width (全角, 半角). */
export const foldText = (text: string): string => text.normalize('NFKC').toLowerCase();
