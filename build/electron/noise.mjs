// What Chromium writes on standard error on machines without a session bus, a GPU or a video decoder: it concerns
// nobody who starts Millrace, and hides what does.
const HARMLESS = [
  /:(ERROR|WARNING|INFO):(bus|object_proxy|property|dbus_[a-z_]+|power_[a-z_]+|upower_[a-z_]+)\.cc/,
  /:(ERROR|WARNING|INFO):(gpu_[a-z_]+|viz_main_impl|gl_[a-z_]+|angle_[a-z_]+|egl_[a-z_]+|vaapi_[a-z_]+|vulkan_[a-z_]+|viz_[a-z_]+)\.cc/,
  /:(ERROR|WARNING|INFO):(command_buffer_proxy_impl|shared_context_state|context_[a-z_]+|sandbox_linux|zygote_[a-z_]+)\.cc/,
  /^(libva|MESA|libEGL|dri[0-9]?) ?(info|error|warning|debug)?:/i,
  /^Gtk-(Message|WARNING)|^\(.*\): (Gtk|dbind|GLib-GIO)-(WARNING|CRITICAL|Message)/,
  /^(DevTools listening on|Debugger listening on|For help, see: https:\/\/nodejs)/,
];

/** Whether a line of standard error is Chromium's talk about the machine. @param {string} line */
export const isNoise = (line) => HARMLESS.some((pattern) => pattern.test(line));

/**
 * Splits text into lines as it comes in; `end` gives the last one, which may lack its newline.
 * @param {(line: string) => void} take
 */
export function lines(take) {
  let rest = '';
  return {
    /** @param {string} text */
    add(text) {
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      parts.forEach((line) => take(line));
    },
    end() {
      if (rest !== '') take(rest);
      rest = '';
    },
  };
}
