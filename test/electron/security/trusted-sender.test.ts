import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { isTrusted } from '../../../electron/security/trusted-sender.ts';

const contents = {};
const origin = 'app://millrace/index.html';
const from = (url: string, parent: unknown = null) => ({ sender: contents, senderFrame: { url, parent } });

test('the main frame of the window with a page of the app is trusted', () => {
  deepEqual(
    ['app://millrace/index.html', 'app://millrace/', 'app://millrace/index.html#/recordings'].map((url) =>
      isTrusted(from(url), contents, origin),
    ),
    [true, true, true],
  );
});

test('any other page, frame or window is not', () => {
  const senders = [
    from('https://example.org/'),
    from('app://evil/index.html'),
    from('app://millrace.evil/index.html'),
    from('app://millrace:1/index.html'),
    from('app://evil@millrace/'),
    from('file:///index.html'),
    from('about:blank'),
    from('data:text/html,app://millrace/'),
    from(''),
    from('app://millrace/index.html', {}),
    { sender: contents, senderFrame: null },
    { sender: {}, senderFrame: { url: origin, parent: null } },
  ];
  deepEqual(
    senders.map((sender) => isTrusted(sender, contents, origin)),
    senders.map(() => false),
  );
  deepEqual(isTrusted({ sender: null, senderFrame: { url: origin, parent: null } }, null, origin), false);
});
