/** A plain page: a title, paragraphs (one a line) and links to kinds of problems. */
export const pageOf = (
  title: string,
  paragraphs: string,
  links: readonly { readonly code: string; readonly text: string }[],
): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escaped(title)}</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}</style></head>
<body>
<h1>${escaped(title)}</h1>
${paragraphs
  .split('\n')
  .map((paragraph) => `<p>${escaped(paragraph)}</p>`)
  .join('\n')}
<ul>
${links.map(({ code, text }) => `<li><a href="/problems/${code}">${escaped(code)}</a>: ${escaped(text)}</li>`).join('\n')}
</ul>
</body>
</html>
`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
