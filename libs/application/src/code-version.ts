/** The version of the code that draws the conclusions: package.json's. */
export const codeVersion = '0.1.0';
