/**
 * A bookmark that hands the page in front to the editor: the DOI or arXiv id that the page states for indexers
 * (https://scholar.google.com/intl/en/scholar/inclusion.html#indexing), else its address. `scheme` is the editor's own: `vscode`,
 * `vscode-insiders`, `vscodium`.
 */
export function bookmarkletText(scheme: string): string {
	const script = `(()=>{
const meta=names=>{for(const n of names){const e=document.querySelector('meta[name="'+n+'" i],meta[property="'+n+'" i]');if(e&&e.content)return e.content.trim()}};
const q=new URLSearchParams();
const doi=meta(['citation_doi','bepress_citation_doi','prism.doi','dc.identifier.doi'])||(/10\\.\\d{4,9}\\/\\S+/.exec(meta(['dc.identifier','dcterms.identifier'])||'')||[])[0];
const arxiv=meta(['citation_arxiv_id']);
if(arxiv)q.set('arxiv',arxiv);else if(doi)q.set('doi',doi.replace(/^(doi:|https?:\\/\\/(dx\\.)?doi\\.org\\/)/i,''));else q.set('url',location.href);
const title=meta(['citation_title','dc.title']);
if(!arxiv&&!doi&&title)q.set('title',title);
location.href='${scheme.replace(/[^a-z0-9+.-]/gi, '')}://marginalia.marginalia/add?'+q
})()`;
	return `javascript:${encodeURIComponent(script.replace(/\n/g, '')).replace(/'/g, '%27')}`;
}
