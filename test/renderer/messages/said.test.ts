import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setLanguage } from '../../../renderer/messages/messages.ts';
import { said } from '../../../renderer/messages/said.ts';
import { ofFaults, ofSentences, textsIn } from '../../support/said-texts.ts';

const root = new URL('../../../', import.meta.url);

/**
 * What stays English: who is not a person at the window hears it (bugs, refusals of a page that is not ours, the tour, programs), or tests
 * of its own look at it (documents, expressions, exports).
 */
const ENGLISH = [
  /^engine\/(api|cli|document|export|expression)\//,
  /^engine\/recordings\/(repair|select)\.ts/,
  /^electron\/(ipc|tour|security)\//,
  /^electron\/(dashboards\/parse-dashboards|settings\/settings)\.ts/,
];

/** What a sentence of these cannot be, in the folders whose every sentence is looked at. */
const NO_SENTENCE = [
  // Bugs in the program.
  /was given rows without event time$/,
  /it was known that it cannot fail$/,
  /^mute: /, // A request that no page of ours makes.
  / has a state$/,
  /^(?:goes on|stops before|stops behind)$/,
];

/** What stands only within other sentences, each with those that are made of it. */
const JOINED: Readonly<Record<string, readonly string[]>> = {
  'cannot /x1 /x1 (/x1); /x1': ['cannot sync the folder /a (the disk is full); start again'],
  'bytes /x1 to /x1': [
    '/a: bytes 1 to 9 are half a block, as the end of a run in the middle of writing leaves; they are left out',
  ],
  '/x1: /x1 are not as they were written: the rows in them are lost; /x1, and the file is kept as "damaged /x1"': [
    '/a: bytes 1 to 9 are not as they were written: the rows in them are lost; nothing of it can be sent, and the file is kept as "damaged a"',
  ],
  '/x1: answers again, after /x1 in /x1 s': [
    'source "a": GET http://b: answers again, after one failure in 1.0 s',
    'source "a": GET http://b: answers again, after 3 failures in 1.0 s',
  ],
  '/x1, or write delivery: at_least_once': ['have it allowed, or write delivery: at_least_once'],
  '/x1, or choose another folder': [
    'sink "a": another pipeline of this program writes to /b, or choose another folder',
    'process 1 is writing to /b; stop it, or choose another folder',
  ],
  '/x1 is shorter than the checkpoint says: it /x1, and had /x1; restore the file, or start without the checkpoint': [
    '/a is shorter than the checkpoint says: it is gone, and had 10; restore the file, or start without the checkpoint',
    '/a is shorter than the checkpoint says: it has 7 bytes, and had 10; restore the file, or start without the checkpoint',
  ],
  'nothing of it can be sent': [
    '/a: bytes 1 to 9 are not as they were written: the rows in them are lost; nothing of it can be sent, and the file is kept as "damaged a"',
  ],
  'what else is in it is sent': [
    '/a: bytes 1 to 9 are not as they were written: the rows in them are lost; what else is in it is sent, and the file is kept as "damaged a"',
  ],
};

beforeEach(() => setLanguage('zh-CN'));
afterEach(() => setLanguage('en'));

test('in English, the page says what the engine said', () => {
  setLanguage('en');
  expect(said('sink "out": cannot create /x (permission denied); start again')).toBe(
    'sink "out": cannot create /x (permission denied); start again',
  );
});

test('each part of a sentence is said in the language of the page: where, what, why, what to do', () => {
  expect(
    said(
      'sink "out": cannot create /data/a (permission denied); allow it, or choose another folder; everything up to the last commit is safe',
    ),
  ).toBe('输出“out”：无法创建 /data/a（没有权限）；请授予权限，或选择其他文件夹；最后一次提交之前的内容都是安全的');
  expect(
    said('pipeline "Out of order": source "in": GET http://a/b: nothing answers at that port; correct the url'),
  ).toBe('管道“Out of order”：数据源“in”：GET http://a/b：该端口没有应答；请更正 url');
});

test('that an export found the disk full is said with what it needs and what to do', () => {
  expect(
    said(
      'export "a.millrace": cannot write /x/.a.millrace.new (the disk is full); it needs 24.1 MB; free space or choose another folder, and export again; nothing of it was left there',
    ),
  ).toBe(
    '导出“a.millrace”：无法写入 /x/.a.millrace.new（磁盘已满）；需要 24.1 MB；请释放空间或选择其他文件夹，然后重新导出；那里没有留下任何残余内容',
  );
});

test('what is not known stays as it was said', () => {
  expect(said('Unexpected token } in JSON at position 4; see there')).toBe(
    'Unexpected token } in JSON at position 4; see there',
  );
});

test('every fault that a person at the window can be told is known', () => {
  const faults = files(['engine', 'electron']).flatMap((file) => textsIn(file, ofFaults));
  expect(english(faults.filter((text) => !NO_SENTENCE.some((each) => each.test(text))))).toEqual([]);
});

test('every sentence of what reads and writes rows, computes them and keeps them is known', () => {
  const folders = ['files', 'http', 'kafka', 'operators', 'patterns', 'sources', 'sinks', 'windows'];
  const texts = files(folders.map((folder) => `engine/${folder}`)).flatMap((file) => textsIn(file, ofSentences));
  const sentences = texts.filter((text) => text !== '' && !NO_SENTENCE.some((each) => each.test(text)));
  expect(english(sentences).filter((text) => !Object.hasOwn(JOINED, text))).toEqual([]);
  expect(
    Object.values(JOINED)
      .flat()
      .filter((text) => /[a-z]{2,} [a-z]{2,}/.test(said(text).replace(/“.*?”/g, ''))),
  ).toEqual([]);
});

test('every reason why a job on a cluster does not do what a person wants is known', () => {
  const reasons = textsIn('engine/flink/stop-job.ts', ofSentences).filter((text) => /^(it|that|the) /.test(text));
  expect([6 < reasons.length, reasons.filter((text) => !/\p{Script=Han}/u.test(said(text)))]).toEqual([true, []]);
  expect(said('http://localhost:8083 cannot be reached (connect ECONNREFUSED); is Flink running there?')).toBe(
    '无法连接到 http://localhost:8083（connect ECONNREFUSED）；Flink 是否在那里运行？',
  );
});

test('every reason why a sensor is missing or silent is known, and what would help', () => {
  const sensors = files(['engine/sensors']).filter((file) => !/catalogue|mounts\.ts/.test(file));
  expect(english(sensors.flatMap((file) => textsIn(file, ofSentences)))).toEqual([]);
});

/** Those of which words remain. */
function english(texts: readonly string[]): readonly string[] {
  expect(texts.length).toBeGreaterThan(20);
  return texts.filter((text) =>
    /[a-z]{2,} [a-z]{2,}/.test(
      said(text)
        .replace(/（.*?）|“.*?”/g, '')
        .replace(/：[a-z]+ .*/, ''),
    ),
  );
}

function files(folders: readonly string[]): readonly string[] {
  const found = folders.flatMap((top) =>
    readdirSync(new URL(top, root), { recursive: true }).map((file) => `${top}/${String(file)}`),
  );
  return found.filter((file) => file.endsWith('.ts') && !ENGLISH.some((each) => each.test(file)));
}
