import { tableOf } from '../../data/table';

/** The journal of a macro that the entries of NASA ADS bring: `\apj`. https://ui.adsabs.harvard.edu/help/actions/journal-macros */
export function journalOfMacro(tex: string): string | undefined {
	const name = /^\{*\s*\\([a-z]+)\s*(?:\{\})?\s*\}*$/.exec(tex.trim().slice(0, 40))?.[1];
	return name === undefined ? undefined : adsJournals.get(name);
}

/** What BibTeX's standard styles define without a `@string`: `jacm`. https://ctan.org/pkg/bibtex (btxbst.doc) */
export const standardStrings = tableOf<string>({
	acmcs: 'ACM Computing Surveys', acta: 'Acta Informatica', cacm: 'Communications of the ACM', ibmjrd: 'IBM Journal of Research and Development', ibmsj: 'IBM Systems Journal', ieeese: 'IEEE Transactions on Software Engineering', ieeetc: 'IEEE Transactions on Computers',
	ieeetcad: 'IEEE Transactions on Computer-Aided Design of Integrated Circuits', ipl: 'Information Processing Letters', jacm: 'Journal of the ACM', jcss: 'Journal of Computer and System Sciences', scp: 'Science of Computer Programming', sicomp: 'SIAM Journal on Computing',
	tocs: 'ACM Transactions on Computer Systems', tods: 'ACM Transactions on Database Systems', tog: 'ACM Transactions on Graphics', toms: 'ACM Transactions on Mathematical Software', toois: 'ACM Transactions on Office Information Systems',
	toplas: 'ACM Transactions on Programming Languages and Systems', tcs: 'Theoretical Computer Science',
});

const adsJournals = tableOf<string>({
	aj: 'Astronomical Journal', actaa: 'Acta Astronomica', araa: 'Annual Review of Astronomy and Astrophysics', apj: 'Astrophysical Journal', apjl: 'Astrophysical Journal, Letters', apjs: 'Astrophysical Journal, Supplement', ao: 'Applied Optics', apss: 'Astrophysics and Space Science',
	aap: 'Astronomy and Astrophysics', aapr: 'Astronomy and Astrophysics Reviews', aaps: 'Astronomy and Astrophysics, Supplement', azh: 'Astronomicheskii Zhurnal', baas: 'Bulletin of the AAS', caa: 'Chinese Astronomy and Astrophysics', cjaa: 'Chinese Journal of Astronomy and Astrophysics', icarus: 'Icarus',
	jcap: 'Journal of Cosmology and Astroparticle Physics', jrasc: 'Journal of the RAS of Canada', memras: 'Memoirs of the RAS', mnras: 'Monthly Notices of the RAS', na: 'New Astronomy', nar: 'New Astronomy Review', pra: 'Physical Review A: General Physics', prb: 'Physical Review B: Solid State', prc: 'Physical Review C',
	prd: 'Physical Review D', pre: 'Physical Review E', prl: 'Physical Review Letters', pasa: 'Publications of the Astronomical Society of Australia', pasp: 'Publications of the ASP', pasj: 'Publications of the ASJ', rmxaa: 'Revista Mexicana de Astronomía y Astrofísica', qjras: 'Quarterly Journal of the RAS', skytel: 'Sky and Telescope',
	solphys: 'Solar Physics', sovast: 'Soviet Astronomy', ssr: 'Space Science Reviews', zap: 'Zeitschrift für Astrophysik', nat: 'Nature', iaucirc: 'IAU Circulars', aplett: 'Astrophysics Letters', apspr: 'Astrophysics Space Physics Research', bain: 'Bulletin Astronomical Institute of the Netherlands',
	fcp: 'Fundamental Cosmic Physics', gca: 'Geochimica et Cosmochimica Acta', grl: 'Geophysics Research Letters', jcp: 'Journal of Chemical Physics', jgr: 'Journal of Geophysics Research', jqsrt: 'Journal of Quantitative Spectroscopy and Radiative Transfer', memsai: 'Memorie della Società Astronomica Italiana',
	nphysa: 'Nuclear Physics A', physrep: 'Physics Reports', physscr: 'Physica Scripta', planss: 'Planetary and Space Science', procspie: 'Proceedings of the SPIE', psj: 'Planetary Science Journal', maps: 'Meteoritics and Planetary Science',
});
