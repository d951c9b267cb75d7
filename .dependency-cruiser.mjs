/**
 * Who may import whom. `npm run check` holds the code to it, test/architecture/arrows.spec.ts shows that it notices.
 *
 *     kernel <- terms <- contract <- figures <- { projections, disputes } <- application <- apps
 *     event-store (imports nothing of ours) <- { projections, audit, application } <- hosting <- apps
 */
const mayImport = {
  kernel: [],
  terms: ['kernel'],
  contract: ['kernel', 'terms'],
  figures: ['kernel', 'terms', 'contract'],
  disputes: ['kernel', 'terms', 'contract', 'figures'],
  'event-store': [],
  audit: ['event-store'],
  projections: ['kernel', 'terms', 'contract', 'figures', 'event-store'],
  application: ['kernel', 'terms', 'contract', 'figures', 'disputes', 'event-store', 'audit', 'projections'],
  hosting: ['kernel', 'event-store', 'projections', 'application'],
};

const arrows = Object.entries(mayImport).map(([lib, below]) => ({
  name: `arrows-of-${lib}`,
  comment: `libs/${lib} may import ${below.join(', ') || 'nothing of ours'}.`,
  severity: 'error',
  from: { path: `^libs/${lib}/` },
  to: { path: '^(libs|apps)/', pathNot: `^libs/(${[lib, ...below].join('|')})/` },
}));

const theLaw = '^libs/(kernel|terms|contract|figures|disputes)/';
const aTest = '[.]spec[.]ts$|/conformance/';

export default {
  forbidden: [
    ...arrows,
    {
      name: 'every-lib-has-its-arrows',
      comment: 'A new lib gets a line in the table above.',
      severity: 'error',
      from: { path: '^(libs|apps)/' },
      to: { path: '^libs/', pathNot: `^libs/(${Object.keys(mayImport).join('|')})/` },
    },
    {
      name: 'nobody-imports-an-app',
      severity: 'error',
      from: { path: '^(libs|apps/([^/]+))/' },
      to: { path: '^apps/', pathNot: '^apps/$2/' },
    },
    {
      name: 'nobody-imports-tests',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: aTest },
      to: { path: '^test/|[.]spec[.]ts$' },
    },
    {
      name: 'libs-by-their-front-door',
      comment: 'Another lib is imported as @ledger/<lib>, never by a path into it.',
      severity: 'error',
      from: { path: '^(?:libs|apps)/([^/]+)/' },
      to: { path: '^libs/', pathNot: '^libs/$1/|^libs/[^/]+/src/index[.]ts$' },
    },
    {
      name: 'no-circle',
      comment:
        'Articles may refer to one another as the regulations do; types may, for they are gone when the code runs.',
      severity: 'error',
      from: { pathNot: '^libs/terms/src/(articles|annexes)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nest-in-application-and-apps',
      comment: 'What the terms say, and how events are kept, is plain TypeScript.',
      severity: 'error',
      from: { path: '^libs/', pathNot: '^libs/(application|hosting)/' },
      to: { path: '(^|/)(@nestjs/|nest-commander|nestjs-pino|reflect-metadata|rxjs)' },
    },
    {
      name: 'sqlite-in-its-adapters',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: '^libs/(event-store|projections)/src/sqlite/' },
      to: { path: '^(node:)?sqlite$' },
    },
    {
      name: 'eventstoredb-in-its-adapter',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: '^libs/event-store/src/eventstoredb/' },
      to: { path: '(^|/)@eventstore/' },
    },
    {
      name: 'eventstoredb-is-loaded-when-it-is-used',
      comment:
        'The embedded store starts without gRPC: the adapter is imported when a log in an EventStoreDB is opened.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: '^libs/event-store/src/eventstoredb/' },
      to: { path: '^libs/event-store/src/eventstoredb/', dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-law-needs-no-machine',
      comment: 'Facts in, conclusions out: no file, no network, no process.',
      severity: 'error',
      from: { path: theLaw, pathNot: aTest },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'the-law-needs-few-packages',
      severity: 'error',
      from: { path: theLaw, pathNot: aTest },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional'],
        pathNot: '/(decimal[.]js|@holiday-jp/holiday_jp|ipaddr[.]js)/',
      },
    },
    {
      name: 'no-development-package-in-production',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: aTest },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'everything-imported-exists',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|test/bench)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true, // an import of types is an arrow too
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
