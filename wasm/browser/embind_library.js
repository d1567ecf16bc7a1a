// Takes out of Embind what never crosses this border, as a JavaScript library of the module: the wide strings. It pays 0.4 KiB
// (brotli), without which the module would be over its budget.
mergeInto(LibraryManager.library, {
  _embind_register_std_wstring__deps: [],
  _embind_register_std_wstring: function() {},
});
