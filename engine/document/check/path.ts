import { quote } from './quote.ts';

/** The path of the key `name` inside `path`: `operators.window-10s.window.size`. */
export function pathTo(path: string, name: string): string {
  const segment = /^[\w-]{1,64}$/.test(name) ? name : quote(name);
  return path === '' ? segment : `${path}.${segment}`;
}

/** The path of item `index`, from 0, of the list at `path`: `sinks.screen.inputs[0]`. */
export function pathToItem(path: string, index: number): string {
  return `${path}[${index}]`;
}
