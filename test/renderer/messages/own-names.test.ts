import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CATALOGUE } from '../../../engine/sensors/catalogue/all.ts';
import { setLanguage } from '../../../renderer/messages/messages.ts';
import { metricTitle, ownName, seriesName } from '../../../renderer/messages/own-names.ts';

afterEach(() => setLanguage('en'));

interface Document {
  readonly name: string;
  readonly description: string;
  readonly sinks: Readonly<Record<string, { readonly title?: string }>>;
}

function isEnglish(name: string): boolean {
  return ownName(name) === name;
}

test('everything that the app brings along has a Chinese name: its pipelines, what they are for, and their charts', () => {
  setLanguage('zh-CN');
  const folder = new URL('../../../electron/pipelines/', import.meta.url);
  const names = readdirSync(folder).flatMap((file) => {
    const { name, description, sinks } = parse(readFileSync(new URL(file, folder), 'utf8')) as Document;
    return [name, description, ...Object.values(sinks).map(({ title }) => title ?? 'CPU')];
  });
  expect(names.length).toBeGreaterThan(8 * 2);
  expect(names.filter(isEnglish)).toEqual([]);
});

test('every metric of the catalogue has a Chinese name', () => {
  setLanguage('zh-CN');
  const metrics = Object.values(CATALOGUE).flatMap((group) => group.map(({ metric }) => metric));
  expect(metrics.filter(isEnglish)).toEqual([]);
});

test('every metric of the catalogue has a title of its own in English, and what is none stays as it is called', () => {
  const metrics = Object.values(CATALOGUE).flatMap((group) => group.map(({ metric }) => metric));
  expect(metrics.filter((metric) => metricTitle(metric) === metric)).toEqual([]);
  expect(new Set(metrics.map(metricTitle)).size).toBe(new Set(metrics).size);
  expect(metricTitle('latency_ms')).toBe('latency_ms');
  setLanguage('zh-CN');
  expect([metricTitle('hw.temperature'), metricTitle('latency_ms')]).toEqual(['温度', 'latency_ms']);
});

test('what a person has written stays as it was written, and in English everything does', () => {
  expect([ownName('Memory'), seriesName('sda read')]).toEqual(['Memory', 'sda read']);
  setLanguage('zh-CN');
  expect([ownName('Memory'), ownName('My memory'), seriesName('sda read')]).toEqual(['内存', 'My memory', 'sda 读取']);
});
