/**
 * Runs in the page before anything else. `bench.opened`: milliseconds from the start of the navigation until the first frame with a
 * visible, enabled control was painted. `bench.tasks`: the main thread's tasks over 50 ms. `bench.answers`: from input to next paint.
 */
(() => {
  const CONTROLS = "#screen form :is(input, select, textarea), .odk-form :is(input, select, textarea, [role=combobox])";
  const bench = (window.bench = { opened: null, tasks: [], answers: [] });
  const observe = (type, note, more = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...more });
  observe("longtask", ({ startTime, duration }) => bench.tasks.push({ start: startTime, duration }));
  observe("event", ({ name, startTime, duration }) => bench.answers.push({ name, start: startTime, duration }), { durationThreshold: 16 });

  bench.usable = () => [...document.querySelectorAll(CONTROLS)].filter((node) => node.checkVisibility() && !node.disabled);

  /** A message sent in a frame's callback arrives after that frame is painted. */
  const look = () => {
    if (bench.usable().length === 0) {
      requestAnimationFrame(look);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (bench.opened = performance.now());
    port2.postMessage(null);
  };
  requestAnimationFrame(look);
})();
