/** The version of the program and of the extension. */
export { version } from '../../package.json';
