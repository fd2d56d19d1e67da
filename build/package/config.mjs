import { inRoot } from '../setup/paths.mjs';

/** GrantFileProtocolExtraPrivileges came with Electron 29; older programs have no place for it. */
const FILE_FUSE_MAJOR_MIN = 29;

/** What Electron needs that a minimal Debian or Ubuntu lacks; newer ones have other names for some. */
const DEPENDS = [
  'libgtk-3-0 | libgtk-3-0t64',
  'libatspi2.0-0 | libatspi2.0-0t64',
  'libasound2 | libasound2t64',
  'libgbm1',
  'libnotify4',
  'libnss3',
  'libsecret-1-0',
  'libuuid1',
  'libxss1',
  'libxtst6',
  'xdg-utils',
];

/** What the service runs; who changed it keeps their own. */
const DOCUMENT = '/etc/millrace/pipeline.yaml';

/** @param {string} name */
const inService = (name) => inRoot('build', 'package', 'service', name);

/**
 * How electron-builder makes our packages; names, version and description are those of package.json.
 * @param {{ runtime: import('../electron/runtime.mjs').Runtime, isRelease: boolean }} made
 * @returns {import('electron-builder').Configuration}
 */
export function packageConfig({ runtime, isRelease }) {
  return {
    appId: 'invalid.millrace.Millrace',
    productName: 'Millrace',
    copyright: 'The Millrace authors',
    directories: { output: 'dist', buildResources: 'build' },
    electronDist: runtime.dist,
    electronVersion: runtime.version,
    electronLanguages: ['en-US', 'zh-CN'],
    // Everything is in the bundles: no library is packed a second time.
    files: ['out/main/**', 'out/preload/**', 'out/renderer/**', 'package.json', '!**/*.map', '!node_modules/**'],
    extraFiles: [
      { from: 'LICENSE', to: 'LICENSE' },
      { from: 'docs/pipeline.schema.json', to: 'pipeline.schema.json' },
      { from: 'out/LICENCES.txt', to: 'LICENCES.libraries.txt' },
      // The command line runs on Node of its own: the app is none (see the fuses), and wants a display.
      { from: 'out/cli', to: 'cli', filter: ['*.cjs'] },
      { from: inService('millrace-cli'), to: 'cli/millrace-cli' },
      { from: inService('millrace.service'), to: 'service/millrace.service' },
      { from: inService('pipeline.yaml'), to: 'service/pipeline.yaml' },
      { from: 'docs/service.md', to: 'service/service.md' },
    ],
    asar: true,
    npmRebuild: false,
    nodeGypRebuild: false,
    afterPack: inRoot('build', 'package', 'after-pack.cjs'),
    electronFuses: fuses(runtime, isRelease),
    // For trying out, packing in seconds matters more than size.
    compression: isRelease ? 'normal' : 'store',
    linux: {
      target: ['dir', 'deb', 'tar.gz', 'AppImage'],
      executableName: 'millrace',
      syncDesktopName: true,
      icon: 'build/icons',
      category: 'System;Monitor',
      synopsis: 'Watch, understand and keep what your machine is doing',
      maintainer: 'The Millrace authors <authors@millrace.invalid>',
      artifactName: 'millrace-${version}-${arch}.${ext}',
    },
    deb: debOptions(isRelease),
    publish: null,
  };
}

/** @param {import('../electron/runtime.mjs').Runtime} runtime @param {boolean} isRelease */
function fuses({ version }, isRelease) {
  const hasFileFuse = FILE_FUSE_MAJOR_MIN <= Number.parseInt(version, 10);
  return {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    // The driver of the package tests comes in by --inspect.
    enableNodeCliInspectArguments: !isRelease,
    onlyLoadAppFromAsar: true,
    ...(hasFileFuse ? { grantFileProtocolExtraPrivileges: false } : {}),
  };
}

/** @param {boolean} isRelease @returns {import('electron-builder').DebOptions} */
function debOptions(isRelease) {
  return {
    depends: DEPENDS,
    // The command line and the service run on it; the app does not.
    recommends: ['nodejs (>= 18)'],
    compression: isRelease ? 'xz' : 'zst',
    packageCategory: 'utils',
    fpm: [
      '--config-files',
      DOCUMENT,
      '--before-remove',
      inService('before-remove.sh'),
      `${inRoot('LICENSE')}=/usr/share/doc/millrace/copyright`,
      `${inRoot('docs', 'service.md')}=/usr/share/doc/millrace/service.md`,
      `${inService('millrace-cli')}=/usr/bin/millrace-cli`,
      `${inService('millrace.service')}=/usr/lib/systemd/system/millrace.service`,
      `${inService('pipeline.yaml')}=${DOCUMENT}`,
    ],
  };
}
