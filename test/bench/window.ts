// What a keyed 10 s tumbling window with five aggregates costs a row: `npm run bench -- window`.
import { measureWindow, WINDOW_LOADS } from './support/window-loads.ts';

const ROUNDS = 5;

for (const [name, load] of Object.entries(WINDOW_LOADS)) {
  const rounds = Array.from({ length: ROUNDS }, () => measureWindow(load)).sort((a, b) => a - b);
  const median = rounds[Math.floor(ROUNDS / 2)]!;
  const all = rounds.map((each) => each.toFixed(0)).join(', ');
  console.log(`${name.padEnd(40)} ${median.toFixed(1).padStart(7)} ns/row  (${all})`);
}
