/** Lets a link carry a token into Swagger UI: what stands behind # never leaves the browser, and goes from its address at once. */
export const TOKEN_SCRIPT = `
window.addEventListener('load', () => {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
  if (token === null) return;
  window.history.replaceState(null, '', window.location.pathname);
  const hand = () => window.ui?.preauthorizeApiKey('token', token) ?? setTimeout(hand, 50);
  hand();
});
`;
