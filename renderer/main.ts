import { mount, unmount } from 'svelte';
import type { Bridge } from '../electron/ipc/contract.ts';
import App from './App.svelte';
import { unwrapBridge } from './bridge.ts';
import { pageFrames } from './live/frames.ts';
import { setLanguage, t } from './messages/messages.ts';
import './shared/base.css';
import Starting from './shell/Starting.svelte';
import StartFailure from './shell/StartFailure.svelte';
import { listen } from './state/listen.ts';
import { PageState } from './state/page-state.svelte.ts';
import { goToPlace, tellPlace } from './state/place.svelte.ts';

declare global {
  interface Window {
    readonly bridge: Bridge;
  }
}

const target = document.querySelector('#app')!;

/** Makes everything that the page consists of, in this order, and shows it. */
async function start(): Promise<void> {
  const bridge = unwrapBridge(window.bridge);
  const notices = listen(bridge);
  const opened = await meanwhile(bridge.request('openPage'));
  const state = new PageState(opened, bridge, pageFrames());
  if (opened.place) goToPlace(state, opened.place);
  notices.deliver(state);
  tellPlace(state, bridge);
  watchForBugs(state);
  mount(App, { target, props: { page: state } });
}

/** Says that the program starts until `answer` is there, which is mostly at once. */
async function meanwhile<T>(answer: Promise<T>): Promise<T> {
  speakAsTheSystem();
  const starting = mount(Starting, { target });
  try {
    return await answer;
  } finally {
    await unmount(starting);
  }
}

/** Before the program has told which language was chosen. */
function speakAsTheSystem(): void {
  setLanguage(navigator.language);
  document.documentElement.lang = navigator.language;
}

/** A bug in the page is told like any other trouble. */
function watchForBugs({ faults }: PageState): void {
  const report = (error: unknown): void => {
    // Browsers also send notes of their own here, which carry no error.
    if (error instanceof Error) faults.report({ message: t('fault.page', { message: error.message }) });
  };
  window.addEventListener('error', (event) => report(event.error));
  window.addEventListener('unhandledrejection', (event) => report(event.reason));
}

start().catch((error: unknown) => {
  speakAsTheSystem();
  mount(StartFailure, { target, props: { message: error instanceof Error ? error.message : String(error) } });
});
