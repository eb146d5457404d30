<?php // Justified cells by FPDF, in an encoding of one byte.
require '/usr/share/php/fpdf/fpdf.php';
$paper = json_decode(stream_get_contents(STDIN), true);
$pdf = new FPDF('P', 'pt', 'A4');
$pdf->SetMargins(60, 60);
$pdf->AddPage();
$size = $paper['fontSize'];
$pdf->SetFont($paper['font'] === 'serif' ? 'Times' : 'Helvetica', '', $size);
foreach ($paper['paragraphs'] as $paragraph) {
	$pdf->MultiCell(0, $size * 1.25, iconv('UTF-8', 'windows-1252', $paragraph));
	$pdf->Ln($size / 2);
}
echo $pdf->Output('S');
