/**
 * CSL types by RIS reference type. https://en.wikipedia.org/wiki/RIS_(file_format)#Type_of_reference; what EndNote, RefWorks and Zotero add is among them.
 * The first row of a CSL type is the one that is written.
 */
export const risTypes: readonly (readonly [ris: string, csl: string])[] = [
	['JOUR', 'article-journal'], ['EJOUR', 'article-journal'], ['JFULL', 'article-journal'], ['ABST', 'article-journal'], ['INPR', 'article-journal'], ['MGZN', 'article-magazine'], ['NEWS', 'article-newspaper'],
	['BOOK', 'book'], ['EBOOK', 'book'], ['EDBOOK', 'book'], ['WHOLE', 'book'], ['CLSWK', 'book'], ['SER', 'book'], ['CTLG', 'article-magazine'],
	['CHAP', 'chapter'], ['ECHAP', 'chapter'], ['DICT', 'entry-dictionary'], ['ENCYC', 'entry-encyclopedia'], ['CPAPER', 'paper-conference'], ['CONF', 'paper-conference'],
	['THES', 'thesis'], ['RPRT', 'report'], ['GOVDOC', 'report'], ['GRANT', 'report'], ['UNPB', 'manuscript'], ['MANSCPT', 'manuscript'], ['ANCIENT', 'document'], ['PAMP', 'pamphlet'],
	['ELEC', 'webpage'], ['WEB', 'webpage'], ['BLOG', 'post-weblog'], ['DATA', 'dataset'], ['DBASE', 'dataset'], ['AGGR', 'document'], ['COMP', 'software'],
	['PAT', 'patent'], ['MAP', 'map'], ['SOUND', 'song'], ['MUSIC', 'song'], ['MPCT', 'motion_picture'], ['VIDEO', 'motion_picture'], ['MULTI', 'motion_picture'], ['ADVS', 'motion_picture'],
	['ART', 'graphic'], ['CHART', 'graphic'], ['FIGURE', 'graphic'], ['EQUA', 'document'], ['BILL', 'bill'], ['UNBILL', 'manuscript'], ['CASE', 'legal_case'], ['STAT', 'legislation'], ['LEGAL', 'legislation'],
	['HEAR', 'hearing'], ['PCOMM', 'personal_communication'], ['ICOMM', 'personal_communication'], ['SLIDE', 'speech'], ['STAND', 'standard'], ['GEN', 'document'],
	// Written only.
	['UNPB', 'article'], ['GEN', 'periodical'], ['SOUND', 'broadcast'], ['BLOG', 'post'],
];
