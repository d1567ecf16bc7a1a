// What Emscripten's fetch lacks, as a JavaScript library of the module: to end a request for real, and to look at the
// body before it is copied into the module's memory (its own copy is unbounded). The requests are XMLHttpRequests, kept
// in an array by Emscripten 3.1 and in a Map by later versions.
mergeInto(LibraryManager.library, {
  $tmsXhr__deps: ['$Fetch'],
  $tmsXhr: function(id) {
    return Fetch.xhrs instanceof Map ? Fetch.xhrs.get(id) : Fetch.xhrs[id - 1];
  },

  tms_xhr_abort__deps: ['$tmsXhr'],
  tms_xhr_abort: function(id) {
    var xhr = tmsXhr(id);
    // In its last progress event a request is done already: abort() does not keep the browser from going on to "load".
    // WebKit makes abort() a progress event, too.
    xhr.onload = xhr.onprogress = xhr.onreadystatechange = null;
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
