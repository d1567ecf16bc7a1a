// What Emscripten's fetch lacks, as a JavaScript library of the module: to end a request for real, to look at the body
// before it is copied into the module's memory (its own copy is unbounded), to see a redirect, and to find out beforehand
// what a browser would throw at. A request is an XMLHttpRequest, and nothing documented tells which. So this is the one
// place that knows how Emscripten keeps them: by id in an array (3.1.6), a Map, or an allocator of its own (3.1.69, 6.0).
// Where it keeps them in yet another way the module does not load, or a request ends at once; else an answer would be
// looked for in vain, and the caller would wait for ever.
mergeInto(LibraryManager.library, {
  $tmsXhr__deps: ['$Fetch'],
  $tmsXhr__postset:
      'if (!Array.isArray(Fetch.xhrs) && !(Fetch.xhrs && Fetch.xhrs.get))' +
      ' throw new Error("This Emscripten keeps its requests in a new way: see fetch_library.js.");',
  $tmsXhr: function(id) {
    return Array.isArray(Fetch.xhrs) ? Fetch.xhrs[id - 1] : Fetch.xhrs.get(id);
  },

  // Asked once when a request has begun: the functions below are for those that are found.
  tms_xhr_is_found__deps: ['$tmsXhr'],
  tms_xhr_is_found: function(id) {
    var xhr = tmsXhr(id);
    return xhr && xhr.abort ? 1 : 0;
  },

  // Whether a browser takes the address. It throws where it does not, and an exception must not pass through the module,
  // which would be stuck from then on: so this is tried on a request that is never sent.
  tms_xhr_can_open: function(url) {
    try {
      new XMLHttpRequest().open('GET', UTF8ToString(url));
      return 1;
    } catch (exception) {
      return 0;
    }
  },

  // Nothing is told of it any more, and it goes no further. A browser may go on telling of a request that is aborted
  // from one of its own callbacks.
  tms_xhr_end__deps: ['$tmsXhr'],
  tms_xhr_end: function(id) {
    var xhr = tmsXhr(id);
    xhr.onload = xhr.onerror = xhr.ontimeout = xhr.onprogress = xhr.onreadystatechange = null;
    xhr.abort();
  },

  tms_xhr_body_size__deps: ['$tmsXhr'],
  tms_xhr_body_size: function(id) {
    var body = tmsXhr(id).response;
    return body ? body.byteLength : 0;
  },

  tms_xhr_copy_body__deps: ['$tmsXhr'],
  tms_xhr_copy_body: function(id, destination) {
    var body = new Uint8Array(tmsXhr(id).response);
    HEAPU8.set(body, destination);
    body.fill(0); // there may be a token in it
  },

  // JSON that is sent on its way from a page that is about to go, and that nobody waits for. A request of Emscripten's would
  // end with the page.
  tms_send_at_last__deps: ['$UTF8ToString'].filter(function(name) { return LibraryManager.library[name]; }),
  tms_send_at_last: function(url, body, size) {
    fetch(UTF8ToString(url), {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: HEAPU8.slice(body, body + size),
      keepalive: true,
      credentials: 'omit',
      redirect: 'error',
    }).catch(function() {});
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
