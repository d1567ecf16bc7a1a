// Takes out of Embind what never crosses this border, as a JavaScript library of the module: the wide strings, whose
// three encodings are a fortieth of everything that a browser loads.
mergeInto(LibraryManager.library, {
  _embind_register_std_wstring__deps: [],
  _embind_register_std_wstring: function() {},
});
