// Calls back as soon as the browser's stack is empty, also in a tab that nobody sees, where timers are slow. Emscripten
// has no function for it. A JavaScript library of the module.
mergeInto(LibraryManager.library, {
  tms_queue_microtask: function(callback) {
    queueMicrotask(() => {{{ makeDynCall('v', 'callback') }}}());
  },
});
