import { lookup } from 'node:dns/promises';
import { BlockList } from 'node:net';

/** What is no address of the public web. https://www.iana.org/assignments/iana-ipv4-special-registry, .../iana-ipv6-special-registry */
const inward = new BlockList();
for (const [network, bits] of [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.168.0.0', 16],
	['224.0.0.0', 3],
] as const) {
	inward.addSubnet(network, bits, 'ipv4');
	// A gateway to the old network leads there, too: NAT64.
	inward.addSubnet(`64:ff9b::${network}`, 96 + bits, 'ipv6');
}
for (const [network, bits] of [
	['::', 127],
	['fc00::', 7],
	['fe80::', 10],
	['ff00::', 8],
] as const) {
	inward.addSubnet(network, bits, 'ipv6');
}

/**
 * Whether a name of the public web has an address in this computer's own network, or is this computer: `router.example.org` can be made to
 * mean `192.168.0.1`. A name that can't be looked up here may be known to a proxy, and leads where that leads.
 */
export async function leadsInward(host: string): Promise<boolean> {
	const addresses = await lookup(host, { all: true }).catch(() => []);
	return addresses.some(({ address, family }) => inward.check(address, family === 6 ? 'ipv6' : 'ipv4'));
}
