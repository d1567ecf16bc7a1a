// What Emscripten's fetch lacks, as a JavaScript library of the module: to end a request for real, and to look at the
// body before it is copied into the module's memory (its own copy is unbounded). A request is an XMLHttpRequest, and
// nothing documented tells which. So this is the one place that knows how Emscripten keeps them: by id in an array
// (3.1.6), a Map, or an allocator of its own (3.1.69, 6.0). Where it keeps them in yet another way the module does not
// load, or no request begins; else an answer would be looked for in vain, and the caller would wait for ever.
mergeInto(LibraryManager.library, {
  $tmsXhr__deps: ['$Fetch'],
  $tmsXhr__postset:
      'if (!Array.isArray(Fetch.xhrs) && !(Fetch.xhrs && Fetch.xhrs.get))' +
      ' throw new Error("This Emscripten keeps its requests in a new way: see fetch_library.js.");',
  $tmsXhr: function(id) {
    var xhr = Array.isArray(Fetch.xhrs) ? Fetch.xhrs[id - 1] : Fetch.xhrs.get(id);
    if (!(xhr && xhr.abort)) throw new Error('Emscripten\'s request ' + id + ' is not found: see fetch_library.js.');
    return xhr;
  },

  // Asked once when a request has begun, while whoever wants it can still be told that it cannot be found.
  tms_xhr_must_be_found__deps: ['$tmsXhr'],
  tms_xhr_must_be_found: function(id) {
    tmsXhr(id);
  },

  tms_xhr_abort__deps: ['$tmsXhr'],
  tms_xhr_abort: function(id) {
    tmsXhr(id).abort();
  },

  tms_xhr_body_size__deps: ['$tmsXhr'],
  tms_xhr_body_size: function(id) {
    var body = tmsXhr(id).response;
    return body ? body.byteLength : 0;
  },

  tms_xhr_copy_body__deps: ['$tmsXhr'],
  tms_xhr_copy_body: function(id, destination) {
    HEAPU8.set(new Uint8Array(tmsXhr(id).response), destination);
  },

  // A browser follows redirects by itself and takes the token along. It cannot be forbidden here, but noticed.
  // UTF8ToString is always there in Emscripten 3.1.6, and has to be asked for in later versions.
  tms_xhr_was_redirected__deps: ['$tmsXhr'].concat(LibraryManager.library.$UTF8ToString ? ['$UTF8ToString'] : []),
  tms_xhr_was_redirected: function(id, url) {
    var from = tmsXhr(id).responseURL;
    var asked = UTF8ToString(url);
    return from && from !== asked && from !== new URL(asked).href ? 1 : 0;
  },
});
