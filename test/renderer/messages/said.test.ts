import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setLanguage } from '../../../renderer/messages/messages.ts';
import { said } from '../../../renderer/messages/said.ts';
import { ofFaults, ofSentences, textsIn } from '../../support/said-texts.ts';

const root = new URL('../../../', import.meta.url);

/**
 * What stays English: who is not a person at the window hears it (bugs, refusals of a page that is not ours, the tour, programs), or it is
 * about the words of a document, which are English themselves.
 */
const ENGLISH = [
  /^engine\/(api|cli|document|export|expression|operators|patterns)\//,
  /^engine\/(recordings\/(notes|repair|select|verify)|runtime\/restore-chain)\.ts/,
  /^electron\/(ipc|tour|security)\//,
  /^electron\/(alerts\/parse-rule|dashboards\/parse-dashboards|settings\/settings)\.ts/,
];

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
  expect(english(files(['engine', 'electron']).flatMap((file) => textsIn(file, ofFaults)))).toEqual([]);
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
