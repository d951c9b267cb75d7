/**
 * Lets a link carry a token into Swagger UI: what stands behind # never leaves the browser, and goes from its address at once, before
 * Swagger UI takes it for a place on its page. It is kept as one is that is typed in.
 */
export const TOKEN_SCRIPT = `
const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
if (token !== null) {
  window.history.replaceState(null, '', window.location.pathname);
  const hand = () => {
    window.ui?.preauthorizeApiKey('token', token); // does nothing, and says nothing, until the document is there
    const taken = window.ui?.authSelectors.authorized()?.getIn(['token', 'value']);
    if (taken === token) window.ui.authActions.persistAuthorizationIfNeeded();
    else setTimeout(hand, 50);
  };
  hand();
}
`;
