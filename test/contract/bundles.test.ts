import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const FOLDER = resolve(import.meta.dirname, '../../out/cli');

/** Every thread keeps so much text at most. */
const THREAD_BYTES_MAX = 1_000_000;

test('a thread keeps no library that most pipelines do not need: those are in files of their own, loaded when they are needed', () => {
  const worker = readFileSync(resolve(FOLDER, 'worker.cjs'), 'latin1');
  const others = readdirSync(FOLDER).filter((name) => /^worker-.*\.cjs$/.test(name));
  const texts = others.map((name) => readFileSync(resolve(FOLDER, name), 'latin1'));
  const libraries = ['dmidecode', 'X25519', 'KafkaJSError', 'PAR1'];
  expect({
    isSmall: worker.length < THREAD_BYTES_MAX,
    kept: libraries.filter((word) => worker.includes(word)),
    apart: libraries.filter((word) => texts.some((text) => text.includes(word))),
  }).toEqual({ isSmall: true, kept: [], apart: libraries });
});
