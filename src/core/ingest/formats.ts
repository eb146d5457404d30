import { arxivMail } from './arxivMail';
import { bibtex } from './bibtex';
import { cff } from './cff';
import { cslJson } from './csl/cslJson';
import { cslYaml } from './csl/cslYaml';
import { dailyPapersJson } from './daily/dailyPapersJson';
import { markdownDigest } from './daily/markdownDigest';
import { dailyPapersListing } from './dailyPapersListing';
import type { Format } from './format';
import { hayagriva } from './hayagriva';
import { identifierList } from './identifierList';
import { nbib } from './tagged/nbib';
import { refer } from './tagged/refer';
import { crossrefJson, openAlexJson } from './services/serviceJson';
import { ris } from './tagged/ris';
import { wos } from './tagged/wos';
import { arxivXml } from './xml/arxivXml';
import { endnoteXml } from './xml/endnoteXml';
import { mods } from './xml/mods';
import { pubmedXml } from './xml/pubmedXml';
import { zoteroJson } from './zotero/zoteroJson';

/** Every format, in the order in which equal claims are settled. */
export const formats: readonly Format[] = [
	dailyPapersListing,
	bibtex,
	ris,
	nbib,
	cslJson,
	cslYaml,
	hayagriva,
	zoteroJson,
	endnoteXml,
	pubmedXml,
	mods,
	refer,
	wos,
	cff,
	arxivXml,
	arxivMail,
	crossrefJson,
	openAlexJson,
	dailyPapersJson,
	markdownDigest,
	identifierList,
];
