import type { Environment } from '../document/text/environment.ts';
import type { FromWorker } from './protocol.ts';

/** Shorter values are no secrets, and to replace them would make messages unreadable. */
const LENGTH_MIN = 3;

/** Puts `${NAME}` in place of the value of each of `names` in the environment, for texts that leave the run. */
export function concealer(names: readonly string[] | undefined, environment: Environment): (text: string) => string {
  const values = (names ?? [])
    .map((name) => ({ name, value: environment[name] ?? '' }))
    .filter(({ value }) => LENGTH_MIN <= value.length)
    // The longest first: one value may hold another.
    .sort((a, b) => b.value.length - a.value.length);
  return (text) => values.reduce((rest, { name, value }) => rest.replaceAll(value, () => `\${${name}}`), text);
}

/** `message` with its warnings and faults concealed; the rows in it are data and stay as they are. */
export function concealMessage(message: FromWorker, conceal: (text: string) => string): FromWorker {
  switch (message.type) {
    case 'warning':
      return { ...message, message: conceal(message.message) };
    case 'declined':
    case 'failing':
    case 'failed':
      return { ...message, fault: { ...message.fault, message: conceal(message.fault.message) } };
    case 'recentKept':
      return 'rows' in message.answer
        ? message
        : { ...message, answer: { ...message.answer, message: conceal(message.answer.message) } };
    case 'recordingStarted':
    case 'recordingEnded':
      return message.fault === null
        ? message
        : { ...message, fault: { ...message.fault, message: conceal(message.fault.message) } };
    default:
      return message;
  }
}
