import { Message, Variant, type MessageBus } from '@jellybrick/dbus-next';

const ITEM = 'org.kde.StatusNotifierItem';
const ITEM_PATH = '/StatusNotifierItem';

/** An entry of a menu. */
interface MenuEntry {
  readonly id: number;
  readonly label: string;
  readonly isEnabled: boolean;
}

/** How a menu of the bus says what an entry looks like; what is left out is as usual. */
interface EntryLook {
  readonly label?: Variant<string>;
  readonly enabled?: Variant<boolean>;
}

/** The icon of a program in the tray, asked over the bus as a panel does. */
export class TrayItem {
  readonly #bus: MessageBus;
  readonly #service: string;

  constructor(bus: MessageBus, service: string) {
    this.#bus = bus;
    this.#service = service;
  }

  /** What stands in its tip. */
  async tip(): Promise<string> {
    const [, , title, text] = (await this.#property('ToolTip')) as [string, unknown, string, string];
    return [title, text].filter((part) => part !== '').join('\n');
  }

  /** The entries of its menu, from above; those that are not to be chosen in brackets. */
  async menu(): Promise<string[]> {
    return (await this.#entries()).map(({ label, isEnabled }) => (isEnabled ? label : `(${label})`));
  }

  /** Chooses the entry `label` of its menu. */
  async choose(label: string): Promise<void> {
    const entry = (await this.#entries()).find((each) => each.label === label);
    if (entry === undefined) throw new Error(`the menu of the icon has no entry "${label}"`);
    await this.#askMenu('Event', 'isvu', [entry.id, 'clicked', new Variant('i', 0), 0]);
  }

  /** Clicks on it. */
  async press(): Promise<void> {
    await this.#ask({ path: ITEM_PATH, interface: ITEM, member: 'Activate' }, 'ii', [0, 0]);
  }

  /** Whether it is there. */
  async isThere(): Promise<boolean> {
    const bus = { path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus', member: 'NameHasOwner' };
    const asked = new Message({ destination: bus.interface, ...bus, signature: 's', body: [this.#service] });
    return (await this.#bus.call(asked))!.body[0] === true;
  }

  async #entries(): Promise<MenuEntry[]> {
    const [, root] = await this.#askMenu('GetLayout', 'iias', [0, -1, []]);
    const [, , entries] = root as [number, unknown, Variant<[number, EntryLook]>[]];
    return entries.map(({ value: [id, { label, enabled }] }) => ({
      id,
      label: label?.value ?? '',
      isEnabled: enabled?.value !== false,
    }));
  }

  async #askMenu(member: string, signature: string, body: unknown[]): Promise<unknown[]> {
    const path = (await this.#property('Menu')) as string;
    return this.#ask({ path, interface: 'com.canonical.dbusmenu', member }, signature, body);
  }

  async #property(name: string): Promise<unknown> {
    const get = { path: ITEM_PATH, interface: 'org.freedesktop.DBus.Properties', member: 'Get' };
    const [found] = await this.#ask(get, 'ss', [ITEM, name]);
    return (found as Variant).value;
  }

  async #ask(
    what: { readonly path: string; readonly interface: string; readonly member: string },
    signature: string,
    body: unknown[],
  ): Promise<unknown[]> {
    const asked = new Message({ destination: this.#service, ...what, signature, body });
    return (await this.#bus.call(asked))!.body;
  }
}
