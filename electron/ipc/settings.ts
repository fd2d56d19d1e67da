/** What a person has chosen for the whole app. */
export interface Settings {
  /** The language of windows, menus and notifications; `system`: that of the desktop. */
  readonly language: 'system' | 'en' | 'zh-CN';
  /** `contrast`: stronger lines and texts over the light or dark theme of the desktop. */
  readonly theme: 'system' | 'light' | 'dark' | 'contrast';
  /** UCUM codes. */
  readonly temperature: 'Cel' | '[degF]' | 'K';
  /** Steps between kB and MB; `usual`: memory in 1024, files and traffic in 1000. */
  readonly sizes: 'usual' | '1000' | '1024';
  readonly network: 'bytes' | 'bits';
  readonly clock: '24' | '12';
  /** Percent of a core that the app may take before it reads its dearest sensors less often; null: as much as it takes. */
  readonly budget: number | null;
  /** Where recordings are made and listed, absolute; null: in the app's data folder. Only a dialog of the desktop chooses it. */
  readonly recordingsFolder: string | null;
  /** Whether recordings are made for who knows a passphrase, which is asked for each time. */
  readonly encryption: 'none' | 'passphrase';
  /** The ids of the charts whose values stand in the tray. */
  readonly trayCharts: readonly string[];
  /** Closing the window leaves the app in the tray. */
  readonly closeToTray: boolean;
  readonly startAtLogin: boolean;
  /** A start at login shows no window. */
  readonly startHidden: boolean;
  /** Whether the dashboard shows what to do first, until a person has put it away. */
  readonly firstSteps: boolean;
  /** Whether the example with late rows explains what a watermark is, until a person has put that away. */
  readonly lesson: boolean;
  /** Where the boxes of pipelines stand that a person has moved, in pixels: by pipeline, then by node. */
  readonly graphPlaces: Readonly<Record<string, Readonly<Record<string, GraphPlace>>>>;
}

/** The top left corner of a node's box in its graph. */
export interface GraphPlace {
  readonly x: number;
  readonly y: number;
}

/** The settings, and what this desktop allows of them. */
export interface SettingsState {
  readonly settings: Settings;
  /** The language that `system` means or that was chosen: `en` or `zh-CN`. */
  readonly language: string;
  /** Where recordings are made now. */
  readonly recordingsFolder: string;
  /** Whether the desktop has a tray; without one the window cannot be closed to it. */
  readonly hasTray: boolean;
}

/** What the page may ask of the settings. */
export interface SettingsRequests {
  /** Changes some of the settings, which hold at once. */
  changeSettings(change: Partial<Settings>): SettingsState;
  /** Asks in a dialog of the desktop where recordings are to be kept; given up, it changes nothing. */
  chooseRecordingsFolder(): SettingsState;
}
