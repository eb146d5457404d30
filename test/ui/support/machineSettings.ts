import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sharedEditor } from './sharedEditor';

const file = () => join(sharedEditor().node.home, 'data/Machine/settings.json');

/** Sends services to the server of the tests, on a good day. Addresses are a setting of the machine on which the extension runs. */
export async function useServices(url: string, names: readonly string[]): Promise<void> {
	await useAddresses(Object.fromEntries(names.map(name => [name, `${url}/ok/${name}${name === 'web-feeds' ? '/address-' : ''}`])));
}

/** Sends each service to an address, which the path of a request follows. */
export async function useAddresses(addresses: Readonly<Record<string, string>>): Promise<void> {
	await mkdir(dirname(file()), { recursive: true });
	await writeFile(file(), JSON.stringify({ 'marginalia.network.addresses': addresses }));
}

export async function forgetServices(): Promise<void> {
	await rm(file(), { force: true });
}
