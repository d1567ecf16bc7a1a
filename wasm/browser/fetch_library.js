// What Emscripten's fetch lacks, as a JavaScript library of the module: to end a request for real, to look at the body
// before it is copied into the module's memory (its own copy is unbounded), to see a redirect, and to find out beforehand
// what a browser would throw at.
mergeInto(LibraryManager.library, {
  // Emscripten keeps its XMLHttpRequests by number: 3.1.6 in an array from 0, later versions in what has a get().
  $tmsXhr__deps: ['$Fetch'],
  $tmsXhr: function(id) {
    return Fetch.xhrs.get ? Fetch.xhrs.get(id) : Fetch.xhrs[id - 1];
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
    HEAPU8.set(new Uint8Array(tmsXhr(id).response), destination);
  },

  // A browser follows redirects by itself and takes the token along. It cannot be forbidden here, but noticed.
  tms_xhr_was_redirected__deps: ['$tmsXhr'],
  tms_xhr_was_redirected: function(id, url) {
    var from = tmsXhr(id).responseURL;
    var asked = UTF8ToString(url);
    return from && from !== asked && from !== new URL(asked).href ? 1 : 0;
  },
});
