// A style sheet that the build turns into a text.
declare module "*.css" {
  const text: string;
  export default text;
}
