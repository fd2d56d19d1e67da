import { deepEqual, match, rejects } from 'node:assert/strict';
import { test } from 'vitest';
import { changeAlert, type ChangeAlertParts } from '../../../electron/alerts/change-alert.ts';
import { ruleDocument, ruleOf } from '../../../electron/alerts/rule-document.ts';
import { replayText } from '../../../electron/desk/replay.ts';
import type { AlertRule } from '../../../electron/ipc/alerts.ts';

const before: AlertRule = {
  name: 'Hot',
  metric: 'hw.temperature',
  entity: null,
  comparison: 'over',
  level: 85,
  clear: 70,
  forSeconds: 30,
};
const after: AlertRule = {
  ...before,
  name: 'Idle',
  entity: "cpu's",
  comparison: 'under',
  level: 2,
  clear: 5,
  forSeconds: 0,
};

async function changed(saved: string, draft: string | null = null, isActive = true): Promise<readonly string[]> {
  const done: string[] = [];
  const parts: ChangeAlertParts = {
    edits: {
      open: () => Promise.resolve({ applied: saved, saved, draft }),
      write: (_, text) => void done.push(text),
      apply: (id) => (done.push(`apply ${id}`), Promise.resolve(undefined as never)),
    },
    pipelines: { isActive: () => isActive },
    alerts: {
      async whileChanging(id, change) {
        done.push(`hold ${id}`);
        await change();
      },
    },
  };
  await changeAlert('hot', after, parts);
  return done;
}

test('an alert becomes another rule with the comments of its document kept, and goes on as it', async () => {
  const commented = `# kept\n${ruleDocument(before).replace('sinks:', '# below\nsinks:')}`;
  const [written, ...applied] = await changed(commented);
  deepEqual(ruleOf(written!), after);
  match(written!, /^# kept\n[\s\S]*# below\nsinks:/);
  deepEqual(applied, ['hold hot', 'apply hot']);
});

test('one that does not run is only written', async () => {
  deepEqual((await changed(ruleDocument(before), null, false)).length, 1);
});

test('a document that is being edited, or is no rule any more, is left alone', async () => {
  await rejects(changed(ruleDocument(before), 'draft'), /being edited and not saved/);
  await rejects(changed(ruleDocument(before).replace('within: 1d', 'within: 2d')), /no alert any more/);
});

test('a rule whose readings are those of a recording is a rule that is replayed', () => {
  const replayed = ruleDocument(before).replace(
    /\{ type: system.*\}/,
    '{ type: recording, path: /r, event_time: { column: ts } }',
  );
  deepEqual(ruleOf(replayed), before);
});

test('a recording that is replayed through a rule makes a rule of it, under the name of the replay', () => {
  const replayed = replayText(ruleDocument(before), { name: `${before.name}: soak`, folder: '/r/soak', speed: null });
  deepEqual(ruleOf(replayed), { ...before, name: `${before.name}: soak` });
});
