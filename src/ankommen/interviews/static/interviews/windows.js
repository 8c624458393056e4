/**
 * One interview, one window. A window opened later (after a new login, or by mistake) takes over what the earlier one holds, also
 * what could not be saved; the earlier one stops. It passes from window to window in memory and is written nowhere.
 */

const PATIENCE = 150; // milliseconds to wait for an earlier window

/** What an earlier window passes on, or null where there is none. */
export function passedOn(id) {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(`interview ${id}`);
    const end = (draft) => {
      channel.close();
      resolve(draft);
    };
    channel.addEventListener("message", ({ data }) => data.draft && end(data.draft));
    channel.postMessage({ asks: true });
    setTimeout(end, PATIENCE, null);
  });
}

/** From now on pass everything on to a later window: `content()` gives it, `stop()` ends this one. */
export function passOn(id, content, stop) {
  const channel = new BroadcastChannel(`interview ${id}`);
  channel.addEventListener("message", ({ data }) => {
    if (!data.asks) return;
    channel.postMessage({ draft: content() });
    channel.close();
    stop();
  });
}
