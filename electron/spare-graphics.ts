/**
 * Keeps the graphics driver out of the main process, which draws nothing: on Linux, GTK would load it only to choose among the kinds of windows that the screen
 * offers, and it stays, with 30 MB and more. To be called before the app is ready. What a person has set is left alone.
 */
export function spareGraphics(environment: Record<string, string | undefined>): void {
  environment['GDK_GL'] ??= 'disable';
}
