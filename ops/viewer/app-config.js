// On a phone the image has the width to itself; the list of series opens by its button.
const onPhone = window.matchMedia('(max-width: 640px)').matches;

// How OHIF finds this archive. Paths are relative to the host it was loaded from; the browser's session goes with them.
window.config = {
  name: 'Muniment',
  routerBasename: '/viewer',
  extensions: [],
  modes: [],
  customizationService: { 'ohif.tours': { $set: [] } },
  modesConfiguration: {
    '@ohif/mode-longitudinal': {
      routes: { 0: { layoutInstance: { props: { leftPanelClosed: { $set: onPhone } } } } },
    },
  },
  showStudyList: true,
  maxNumberOfWebWorkers: 3,
  showCPUFallbackMessage: true,
  showLoadingIndicator: true,
  showWarningMessageForCrossOrigin: false,
  strictZSpacingForVolumeViewport: true,
  groupEnabledModesFirst: true,
  investigationalUseDialog: { option: 'never' },
  showErrorDetails: 'always',
  maxNumRequests: { interaction: 100, thumbnail: 75, prefetch: 25 },
  // Names of other servers in the address are not followed.
  dangerouslyUseDynamicConfig: { enabled: false },
  defaultDataSourceName: 'muniment',
  dataSources: [
    {
      namespace: '@ohif/extension-default.dataSourcesModule.dicomweb',
      sourceName: 'muniment',
      configuration: {
        friendlyName: 'Muniment',
        name: 'muniment',
        qidoRoot: '/dicom-web',
        wadoRoot: '/dicom-web',
        wadoUriRoot: '/dicom-web/wado',
        qidoSupportsIncludeField: true,
        supportsFuzzyMatching: true,
        supportsWildcard: true,
        supportsReject: false,
        supportsStow: true,
        dicomUploadEnabled: false,
        imageRendering: 'wadors',
        thumbnailRendering: 'thumbnailDirect',
        enableStudyLazyLoad: true,
        omitQuotationForMultipartRequest: false,
        singlepart: 'bulkdata,video,pdf',
        // Addresses of bulk data begin with a slash, so nothing is to be resolved.
        bulkDataURI: { enabled: true },
      },
    },
  ],
  // A session that has ended: the page is loaded again, which asks to sign in.
  httpErrorHandler: error => {
    if (error.status === 401) window.location.reload();
  },
  whiteLabeling: {
    createLogoComponentFn: React =>
      React.createElement('a', { href: '/account', title: 'Account', className: 'muniment-home' }, 'Muniment'),
  },
};
