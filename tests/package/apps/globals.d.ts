declare module "*.vue" {
  const component: import("vue").Component;
  export default component;
}

interface Window {
  /** The test's. */
  issueToken(): Promise<string>;
}
