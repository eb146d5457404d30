/** What Linux says of one supply of power. https://docs.kernel.org/admin-guide/abi-testing-files.html#abi-sys-class-power */
export interface PowerSupply {
	/** `Mains`, `USB`, `Battery` */
	readonly type: string;
	/** `1` where it gives power; batteries have none. */
	readonly online?: string | undefined;
	/** `Discharging`; supplies from the mains have none. */
	readonly status?: string | undefined;
	/** `Device` for the battery of a mouse or keyboard. */
	readonly scope?: string | undefined;
}

/** Whether a computer runs on its battery: it discharges, and nothing else gives power. */
export function runsOnBattery(supplies: readonly PowerSupply[]): boolean {
	const own = supplies.filter(({ scope }) => scope !== 'Device');
	return (
		own.some(({ type, status }) => type === 'Battery' && status === 'Discharging') &&
		!own.some(({ type, online }) => type !== 'Battery' && online === '1')
	);
}

/** Whether a Mac runs on its battery, by what `pmset -g ps` prints: `Now drawing from 'Battery Power'`. */
export function drawsFromBattery(report: string): boolean {
	return /^Now drawing from '(?:Battery|UPS) Power'/m.test(report);
}

/** Whether a browser wants few data. https://developer.mozilla.org/docs/Web/API/NetworkInformation */
export function savesData(connection: unknown): boolean {
	if (typeof connection !== 'object' || connection === null) {
		return false;
	}
	const saves = 'saveData' in connection && connection.saveData === true;
	return saves || ('type' in connection && connection.type === 'cellular');
}
