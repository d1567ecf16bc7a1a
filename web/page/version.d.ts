/** The version in package.json, which the bundler puts in its place. */
declare const TMS_VERSION: string;
