import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Message, sessionBus, Variant, type MessageBus } from '@jellybrick/dbus-next';
import { expect } from './millrace.ts';
import { TrayItem } from './tray-item.ts';

const NOTIFICATIONS = 'org.freedesktop.Notifications';
const WATCHER = 'org.kde.StatusNotifierWatcher';

/** A bus that starts no services of this machine: all that is on it is the test's. */
const BUS = `<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=${tmpdir()}</listen>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>`;

/** A notification, as the desktop was asked to show it. */
export interface Notice {
  readonly id: number;
  readonly title: string;
  readonly body: string;
}

/** The signature and the values of an answer. */
type Answer = readonly [signature: string, ...values: unknown[]];

/** A small desktop on a bus of its own, in the process of the test: it shows notifications and has a tray. */
export class Desktop {
  readonly #folder: string;
  readonly #daemon: ChildProcess;
  readonly #bus: MessageBus;
  /** The icons that were ever in the tray, the newest last. */
  readonly #items: TrayItem[] = [];
  /** All notifications that it was asked to show, in their order. */
  readonly shown: Notice[] = [];
  /** With these a test can have a program give up what nothing holds. */
  readonly switches = ['--js-flags=--expose-gc'];
  /** What a program needs in its environment to be on this desktop. */
  readonly environment: Readonly<Record<string, string>>;

  private constructor(folder: string, daemon: ChildProcess, address: string) {
    this.#folder = folder;
    this.#daemon = daemon;
    this.#bus = sessionBus({ busAddress: address });
    this.environment = { DBUS_SESSION_BUS_ADDRESS: address };
  }

  /** Starts one; whoever opens it closes it. */
  static async open(): Promise<Desktop> {
    const folder = mkdtempSync(path.join(tmpdir(), 'millrace-desktop-'));
    const file = path.join(folder, 'bus.conf');
    writeFileSync(file, BUS);
    const daemon = spawn('dbus-daemon', [`--config-file=${file}`, '--nofork', '--nopidfile', '--print-address=1']);
    const [line] = (await once(daemon.stdout, 'data')) as [Buffer];
    const desktop = new Desktop(folder, daemon, line.toString().trim());
    desktop.#bus.addMethodHandler((asked) => desktop.#hear(asked));
    for (const name of [NOTIFICATIONS, WATCHER]) await desktop.#bus.requestName(name);
    return desktop;
  }

  /** Goes on without its program for notifications, or with it again. */
  async notifies(isOn: boolean): Promise<void> {
    await (isOn ? this.#bus.requestName(NOTIFICATIONS) : this.#bus.releaseName(NOTIFICATIONS));
  }

  /** Clicks on a notification. */
  click({ id }: Notice): void {
    const values = [id, 'default'];
    this.#bus.send(Message.newSignal('/org/freedesktop/Notifications', NOTIFICATIONS, 'ActionInvoked', 'us', values));
  }

  /** The icon in its tray, once there is one. */
  async item(): Promise<TrayItem> {
    const newest = (): TrayItem | undefined => this.#items.at(-1);
    await expect.poll(() => newest()?.isThere(), { timeout: 10_000 }).toBe(true);
    return newest()!;
  }

  async close(): Promise<void> {
    this.#bus.disconnect();
    const ended = once(this.#daemon, 'exit');
    this.#daemon.kill();
    await ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #hear(asked: Message): boolean {
    const answer = this.#answer(asked);
    if (answer === null) return false;
    const [signature, ...values] = answer;
    this.#bus.send(Message.newMethodReturn(asked, signature, values));
    return true;
  }

  #answer({ interface: where, member, body }: Message): Answer | null {
    switch (`${where}.${member}`) {
      case `${NOTIFICATIONS}.GetCapabilities`:
        return ['as', ['body', 'actions']];
      case `${NOTIFICATIONS}.GetServerInformation`:
        return ['ssss', 'Desktop of the tests', 'Millrace', '1', '1.2'];
      case `${NOTIFICATIONS}.Notify`:
        return ['u', this.#show(body)];
      case `${NOTIFICATIONS}.CloseNotification`:
        return [''];
      case `${WATCHER}.RegisterStatusNotifierItem`:
        this.#items.push(new TrayItem(this.#bus, String(body[0])));
        return [''];
      case 'org.freedesktop.DBus.Properties.Get':
        return body[1] === 'IsStatusNotifierHostRegistered' ? ['v', new Variant('b', true)] : null;
      default:
        return null;
    }
  }

  #show([, , , title, body]: readonly unknown[]): number {
    const id = this.shown.length + 1;
    this.shown.push({ id, title: String(title), body: String(body) });
    return id;
  }
}
