import { beforeEach, expect, test } from 'vitest';
import { Faults } from '../../../renderer/state/faults.svelte.ts';
import { Recordings } from '../../../renderer/state/recordings.svelte.ts';
import { fakeBridge, type FakeBridge } from './fake-page-bridge.ts';

const STATUS = { name: 'System health', since: 1000, rows: 0, bytes: 0 };

let fake: FakeBridge;
let faults: Faults;
let recordings: Recordings;

beforeEach(() => {
  fake = fakeBridge();
  faults = new Faults();
  recordings = new Recordings(fake.bridge, faults);
});

test('the button shows at once what was asked, and the truth when main has answered', async () => {
  const asked = recordings.toggle();
  expect([recordings.isRecording, recordings.current]).toEqual([true, null]);
  fake.answer(STATUS);
  await asked;
  expect([recordings.isRecording, recordings.current]).toEqual([true, STATUS]);
});

test('where recordings are encrypted, keeping the last minutes waits for a passphrase and gives it on', async () => {
  recordings.isEncrypted = () => true;
  await recordings.keepRecent();
  expect([fake.asked, recordings.asksPassphrase]).toEqual([[], 'keep']);
  const kept = { id: 'kept', rows: 1, from: 0, to: 1 };
  const asked = recordings.givePassphrase('open sesame');
  fake.answer(kept);
  await asked;
  expect([fake.asked, recordings.asksPassphrase, recordings.kept]).toEqual([['keepRecent open sesame'], null, kept]);
});

test('a second press before the answer asks nothing', async () => {
  const asked = recordings.toggle();
  await recordings.toggle();
  fake.answer(STATUS);
  await asked;
  expect(fake.asked).toEqual(['startRecording']);
});

test('a recording that cannot be started takes the button back and tells why', async () => {
  const asked = recordings.toggle();
  fake.fail('the disk is full');
  await asked;
  expect([recordings.isRecording, faults.shown.map(({ message }) => message)]).toEqual([false, ['the disk is full']]);
});

test('a recording that cannot be stopped goes on', async () => {
  recordings.receiveCurrent(STATUS);
  const asked = recordings.toggle();
  expect(recordings.isRecording).toBe(false);
  fake.fail('busy');
  await asked;
  expect(recordings.isRecording).toBe(true);
});

test('a recording that ends by itself is seen', () => {
  recordings.receiveCurrent(STATUS);
  recordings.receiveCurrent(null);
  expect(recordings.isRecording).toBe(false);
});

test('one recording is asked about once at a time', async () => {
  const first = recordings.delete('a');
  await recordings.delete('a');
  fake.answer(null);
  await first;
  expect([fake.asked, recordings.busy.size]).toEqual([['deleteRecording a'], 0]);
});
