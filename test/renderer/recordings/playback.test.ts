import { expect, test } from 'vitest';
import { Series } from '../../../renderer/live/series.ts';
import { advanced, followed, readingBeside, speedBeside, SPEEDS } from '../../../renderer/recordings/playback.ts';

const whole = { from: 1000, to: 11_000 };

test('the head moves by what has passed, times the speed', () => {
  expect(advanced(2000, 100, { whole, speed: 10, isLooping: false })).toEqual({ head: 3000, isPlaying: true });
  expect(advanced(2000, 100, { whole, speed: 0.1, isLooping: false })).toEqual({ head: 2010, isPlaying: true });
});

test('as fast as possible is a hundredth of the recording in each drawn frame, however long a frame takes', () => {
  const playback = { whole, speed: Infinity, isLooping: false };
  expect([advanced(2000, 1, playback).head, advanced(2000, 900, playback).head]).toEqual([2100, 2100]);
});

test('at its end a recording stops there, or begins again where it is looped', () => {
  expect(advanced(10_500, 1000, { whole, speed: 1, isLooping: false })).toEqual({ head: 11_000, isPlaying: false });
  expect(advanced(10_500, 1000, { whole, speed: 1, isLooping: true })).toEqual({ head: 1500, isPlaying: true });
});

test('the window follows the head in both directions and stays inside of the recording', () => {
  const range = { from: 2000, to: 3000 };
  expect(followed(range, 2500, whole)).toBe(range);
  expect(followed(range, 2900, whole)).toEqual({ from: 2100, to: 3100 });
  expect(followed(range, 1500, whole)).toEqual({ from: 1300, to: 2300 });
  expect(followed(range, 1000, whole)).toEqual({ from: 1000, to: 2000 });
  expect(followed(range, 11_000, whole)).toEqual({ from: 10_000, to: 11_000 });
  expect(followed({ from: 10_000, to: 11_000 }, 10_950, whole)).toEqual({ from: 10_000, to: 11_000 });
  expect(followed(whole, 10_999, whole)).toBe(whole);
});

test('a step goes to the next reading of any series, or to the one before', () => {
  const series = (times: readonly number[]): Series => {
    const made = new Series();
    made.append(Float64Array.from(times), Float64Array.from(times));
    return made;
  };
  const all = [series([1000, 2000, 3000]), series([1500, 2500]), series([])];
  expect(readingBeside(all, 2000, 'next')).toBe(2500);
  expect(readingBeside(all, 2000, 'previous')).toBe(1500);
  expect(readingBeside(all, 1700, 'next')).toBe(2000);
  expect(readingBeside(all, 1000, 'previous')).toBe(null);
  expect(readingBeside(all, 3000, 'next')).toBe(null);
});

test('speeds go from a tenth to a hundred and to the fastest, and stop there', () => {
  expect([
    speedBeside(1, 1),
    speedBeside(1, -1),
    speedBeside(0.1, -1),
    speedBeside(100, 1),
    speedBeside(Infinity, 1),
  ]).toEqual([2, 0.5, 0.1, Infinity, Infinity]);
  expect([SPEEDS[0], SPEEDS.at(-2), SPEEDS.at(-1)]).toEqual([0.1, 100, Infinity]);
});
