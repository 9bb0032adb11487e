// What a CSS module gives: the names that its classes have on the page.
declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>;
  export default classes;
}
