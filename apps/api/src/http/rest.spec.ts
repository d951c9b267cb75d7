import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Rest } from './rest.js';

describe('What is done at rest', () => {
  const atRest = jest.fn(() => Promise.resolve());
  let rest: Rest;
  const work = (requests: number): void => {
    for (let request = 0; request < requests; request += 1) rest.worked();
  };
  beforeEach(() => {
    jest.useFakeTimers();
    atRest.mockClear();
    rest = new Rest(3_000, atRest);
  });
  afterEach(() => {
    rest.end();
    jest.useRealTimers();
  });

  it('is done once after work, when nothing has come for a while', () => {
    work(10);
    jest.advanceTimersByTime(2_999);
    expect(atRest).not.toHaveBeenCalled();
    jest.advanceTimersByTime(60_000);
    expect(atRest).toHaveBeenCalledTimes(1);
    work(10);
    jest.advanceTimersByTime(3_000);
    expect(atRest).toHaveBeenCalledTimes(2);
  });

  it('is put off by whatever comes', () => {
    for (let second = 0; second < 20; second += 1) {
      work(1);
      jest.advanceTimersByTime(1_000);
    }
    expect(atRest).not.toHaveBeenCalled();
    jest.advanceTimersByTime(2_000);
    expect(atRest).toHaveBeenCalledTimes(1);
  });

  it('is not done where there was no work, nor after the end', () => {
    jest.advanceTimersByTime(10_000);
    expect(atRest).not.toHaveBeenCalled();
    work(1);
    rest.end();
    jest.advanceTimersByTime(10_000);
    expect(atRest).not.toHaveBeenCalled();
  });

  it('does no harm where it fails', async () => {
    atRest.mockReturnValueOnce(Promise.reject(new Error('no inspector')));
    work(10);
    await jest.advanceTimersByTimeAsync(3_000);
    expect(atRest).toHaveBeenCalledTimes(1);
  });
});
