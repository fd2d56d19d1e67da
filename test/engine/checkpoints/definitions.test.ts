import { expect, test } from 'vitest';
import { savedNodes } from '../../../engine/checkpoints/definitions.ts';
import { readDocument } from '../../../engine/document/index.ts';

const TEXT = `
version: 1
name: t
sources:
  web: { type: http, url: "https://example.org/\${SECRET}", format: prometheus, headers: { authorization: "\${SECRET}" } }
sinks:
  post: { type: http, inputs: [web], url: "https://example.org", headers: { authorization: "\${SECRET}" } }
`;

function saved(secret: string): unknown {
  const read = readDocument(TEXT, { file: 't', baseFolder: '/', environment: { SECRET: secret } });
  if (!('plan' in read)) throw new Error(JSON.stringify(read.problems));
  return savedNodes(read.plan);
}

test('what a checkpoint keeps of nodes does not depend on secrets, so that nobody can try them out on it', () => {
  expect(saved('one')).toEqual(saved('another'));
});
