// ESLint for all JavaScript of the project: `scripts/lint` runs it from the project's folder.

import { fileURLToPath } from "node:url";

import js from "@eslint/js";
import globals from "globals";

const rules = {
  eqeqeq: "error",
  "no-console": "error",
  "no-else-return": "error",
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-new-func": "error",
  "no-param-reassign": "error",
  "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
  "no-var": "error",
  "object-shorthand": "error",
  "prefer-const": "error",
  "prefer-template": "error",
};

// Whatever could put text from outside into the page as markup, or a token where others can read it.
const forbiddenInThePage = [
  ...["innerHTML", "outerHTML"].map((property) => ({
    selector: `MemberExpression[property.name="${property}"]`,
    message: "Markup is never made of text: render elements.",
  })),
  ...["localStorage", "sessionStorage", "indexedDB"].map((name) => ({
    selector: `Identifier[name="${name}"]`,
    message: "The page keeps nothing: a reload starts empty.",
  })),
  {
    selector: 'MemberExpression[object.name="document"][property.name="cookie"]',
    message: "The page sets no cookies.",
  },
];

// What is rendered past it would show what was, where a translator or an extension has been.
const renderedElsewhere = {
  name: "preact",
  importNames: ["render", "hydrate", "options"],
  message: "web/page/ui/render.js renders.",
};

export default [
  {
    basePath: fileURLToPath(new URL("..", import.meta.url)),
    ignores: ["**/node_modules/**", "web/dist/**"],
  },
  js.configs.recommended,
  { rules },
  {
    files: ["web/**/*.{js,jsx}"],
    ignores: ["web/build/**"],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { ecmaFeatures: { jsx: true } },
    },
    rules: {
      "no-restricted-syntax": ["error", ...forbiddenInThePage],
      "no-restricted-imports": ["error", { paths: [renderedElsewhere] }],
    },
  },
  {
    files: ["web/page/ui/render.js"],
    rules: { "no-restricted-imports": "off" },
  },
  {
    files: ["web/build/**", "tests/**"],
    languageOptions: { globals: globals.node },
    rules: { "no-console": "off" },
  },
  // Functions that are carried into the page.
  {
    files: ["tests/bench/**", "tests/e2e/**", "tests/package/**", "tests/webkit/**"],
    languageOptions: { globals: globals.browser },
  },
];
