// Joins the chunks of a build into fewer files.

/**
 * @typedef {object} Chunk
 * @property {number} bytes
 * @property {boolean} isEntry whether an `import()` names it, so that it is read by itself
 * @property {readonly string[]} needs the names of the chunks that are read with it
 *
 * @typedef {object} Group
 * @property {string[]} names the largest first: it names the file
 * @property {number} bytes
 */

/** How many of the smallest files are looked at before one joins another: all of them would take seconds. */
const candidates = 8;

/**
 * Puts chunks into at most `most` files, by their names. Again and again one of the smallest files joins another: the two for which the
 * fewest bytes are read in vain. Files never need each other in a circle, since CommonJS would then hand out modules that are half read.
 * @param {ReadonlyMap<string, Chunk>} chunks
 * @param {number} most
 * @returns {Map<string, string[]>} the names of the chunks by that of their file
 */
export function groupsOf(chunks, most) {
	/** @type {Set<Group>} */
	const groups = new Set([...chunks].map(([name, { bytes }]) => ({ names: [name], bytes })));
	while (groups.size > most) {
		const graph = graphOf(chunks, groups);
		const bySize = [...groups].sort((a, b) => a.bytes - b.bytes);
		const best = bySize
			.slice(0, candidates)
			.flatMap(small => partnerOf(small, bySize, graph) ?? [])
			.sort(byCost)[0];
		if (best === undefined) {
			break;
		}
		const { small, partner } = best;
		groups.delete(small);
		partner.names.push(...small.names);
		partner.bytes += small.bytes;
	}
	const sizeOf = (/** @type {string} */ name) => chunks.get(name)?.bytes ?? 0;
	return new Map(
		[...groups].map(({ names }) => {
			const sorted = [...names].sort((a, b) => sizeOf(b) - sizeOf(a) || (a < b ? -1 : 1));
			return [sorted[0] ?? '', sorted];
		}),
	);
}

/**
 * @typedef {object} Graph
 * @property {ReadonlyMap<Group, ReadonlySet<Group>>} needs what each group needs at once
 * @property {ReadonlyMap<Group, ReadonlySet<Group>>} reach what is read with each group, without itself
 * @property {ReadonlyMap<Group, ReadonlySet<string>>} users the chunks with which each group is read that are read by themselves
 *
 * @param {ReadonlyMap<string, Chunk>} chunks
 * @param {ReadonlySet<Group>} groups
 * @returns {Graph}
 */
function graphOf(chunks, groups) {
	const homes = new Map([...groups].flatMap(group => group.names.map(name => /** @type {const} */ ([name, group]))));
	const needs = new Map(
		[...groups].map(group => {
			const homesOfNeeds = group.names.flatMap(name => (chunks.get(name)?.needs ?? []).flatMap(needed => homes.get(needed) ?? []));
			return [group, new Set(homesOfNeeds.filter(other => other !== group))];
		}),
	);
	const reach = new Map([...groups].map(group => [group, reached(group, needs)]));
	/** @type {Map<Group, Set<string>>} */
	const users = new Map([...groups].map(group => [group, new Set()]));
	for (const group of groups) {
		const entries = group.names.filter(name => chunks.get(name)?.isEntry);
		for (const other of [group, ...(reach.get(group) ?? [])]) {
			entries.forEach(name => users.get(other)?.add(name));
		}
	}
	return { needs, reach, users };
}

/**
 * @param {Group} group
 * @param {ReadonlyMap<Group, ReadonlySet<Group>>} needs
 */
function reached(group, needs) {
	const found = new Set(needs.get(group));
	for (const other of found) {
		needs.get(other)?.forEach(needed => found.add(needed));
	}
	return found;
}

/**
 * The group that a small one best joins, and how many bytes are then read in vain; `undefined` where each would end in a circle.
 * @param {Group} small
 * @param {readonly Group[]} groups
 * @param {Graph} graph
 */
function partnerOf(small, groups, graph) {
	return groups
		.filter(other => other !== small && !leadsAround(small, other, graph) && !leadsAround(other, small, graph))
		.map(partner => ({ small, partner, cost: bytesInVain(small, partner, graph) }))
		.sort(byCost)[0];
}

/**
 * @param {{ readonly cost: number }} a
 * @param {{ readonly cost: number }} b
 */
function byCost(a, b) {
	return a.cost - b.cost;
}

/**
 * Whether one group needs another by way of a third.
 * @param {Group} from
 * @param {Group} to
 * @param {Graph} graph
 */
function leadsAround(from, to, { needs, reach }) {
	return [...(needs.get(from) ?? [])].some(between => between !== to && reach.get(between)?.has(to));
}

/**
 * What those who read one group would read besides, summed over all of them, if it and another were one.
 * @param {Group} one
 * @param {Group} other
 * @param {Graph} graph
 */
function bytesInVain(one, other, { reach, users }) {
	const readers = new Set([one, other].flatMap(group => [...(users.get(group) ?? [])]));
	const read = new Set([one, other].flatMap(group => [group, ...(reach.get(group) ?? [])]));
	return [...read].reduce((sum, group) => sum + group.bytes * (readers.size - countOf(readers, users.get(group))), 0);
}

/**
 * How many of some names are among others.
 * @param {ReadonlySet<string>} names
 * @param {ReadonlySet<string> | undefined} others
 */
function countOf(names, others) {
	let count = 0;
	for (const name of names) {
		count += others?.has(name) ? 1 : 0;
	}
	return count;
}
