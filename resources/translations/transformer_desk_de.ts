<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>Alert</name>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Details</translation>
    </message>
</context>
<context>
    <name>AlignmentView</name>
    <message>
        <source>Attention between source and translation</source>
        <translation>Attention zwischen Quelle und Übersetzung</translation>
    </message>
    <message>
        <source>Point at a word to see what it attends to; with the keyboard: arrow keys</source>
        <translation>Zeigen Sie auf ein Wort, um zu sehen, worauf es achtet; mit der Tastatur: Pfeiltasten</translation>
    </message>
    <message>
        <source>translation</source>
        <translation>Übersetzung</translation>
    </message>
    <message>
        <source>Lines from the words of the translation to those of the source appear here.</source>
        <translation>Hier erscheinen Linien von den Wörtern der Übersetzung zu denen der Quelle.</translation>
    </message>
</context>
<context>
    <name>Alternatives</name>
    <message>
        <source>Words of the translation</source>
        <translation>Wörter der Übersetzung</translation>
    </message>
    <message>
        <source>&amp;Undo choice</source>
        <translation>&amp;Wahl zurücknehmen</translation>
    </message>
    <message>
        <source>Translates from the beginning again, as the model likes best</source>
        <translation>Übersetzt wieder von vorn, wie es das Modell am besten findet</translation>
    </message>
    <message>
        <source>Could stand here</source>
        <translation>Könnte hier stehen</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>What could stand here, likeliest first</source>
        <translation>Was hier stehen könnte, das Wahrscheinlichste zuerst</translation>
    </message>
    <message>
        <source>Double-click or press Enter: the translation is completed from there</source>
        <translation>Doppelklick oder Eingabetaste: Von dort an wird die Übersetzung vervollständigt</translation>
    </message>
    <message>
        <source>What else it could say</source>
        <translation>Was es sonst sagen könnte</translation>
    </message>
    <message>
        <source>(end)</source>
        <translation>(Ende)</translation>
    </message>
    <message>
        <source>Only the translation of a single short line can be looked into.</source>
        <translation>Nur in die Übersetzung einer einzelnen kurzen Zeile kann man hineinsehen.</translation>
    </message>
    <message>
        <source>Choose a word to see what else the model would have said there.</source>
        <translation>Wählen Sie ein Wort, um zu sehen, was das Modell dort sonst gesagt hätte.</translation>
    </message>
    <message>
        <source>The words of the translation appear here; each can be exchanged for another.</source>
        <translation>Hier erscheinen die Wörter der Übersetzung; jedes kann ausgetauscht werden.</translation>
    </message>
    <message>
        <source>(end of the translation)</source>
        <translation>(Ende der Übersetzung)</translation>
    </message>
</context>
<context>
    <name>AttentionExport</name>
    <message>
        <source>Picture of all heads…</source>
        <translation>Bild aller Köpfe …</translation>
    </message>
    <message>
        <source>Picture of this head…</source>
        <translation>Bild dieses Kopfes …</translation>
    </message>
    <message>
        <source>Animation of all heads…</source>
        <translation>Animation aller Köpfe …</translation>
    </message>
    <message>
        <source>Animation of this head…</source>
        <translation>Animation dieses Kopfes …</translation>
    </message>
    <message>
        <source>GIF (*.gif);;Animated PNG (*.png)</source>
        <translation>GIF (*.gif);;Animiertes PNG (*.png)</translation>
    </message>
    <message>
        <source>PNG (*.png);;SVG (*.svg)</source>
        <translation>PNG (*.png);;SVG (*.svg)</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>all layers and heads</source>
        <translation>alle Schichten und Köpfe</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>Schritt {0}</translation>
    </message>
</context>
<context>
    <name>AttentionView</name>
    <message>
        <source>The first validation shows the attention here.</source>
        <translation>Die erste Validierung zeigt hier die Attention.</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Which validation&apos;s attention is shown; at the right end the newest</source>
        <translation>Von welcher Validierung die Attention gezeigt wird; ganz rechts die neueste</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>All &amp;heads</source>
        <translation>Alle &amp;Köpfe</translation>
    </message>
    <message>
        <source>All layers and heads of all pinned sentences, on the Inspect page</source>
        <translation>Alle Schichten und Köpfe aller angehefteten Sätze auf der Seite „Einblick“</translation>
    </message>
    <message>
        <source>Kind of attention</source>
        <translation>Art der Attention</translation>
    </message>
    <message>
        <source>Cross-attention</source>
        <translation>Cross-Attention</translation>
    </message>
    <message>
        <source>Encoder self-attention</source>
        <translation>Encoder-Self-Attention</translation>
    </message>
    <message>
        <source>Decoder self-attention</source>
        <translation>Decoder-Self-Attention</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>Probe sentence</source>
        <translation>Probesatz</translation>
    </message>
    <message>
        <source>Probe sentence, in the source language</source>
        <translation>Probesatz in der Quellsprache</translation>
    </message>
    <message>
        <source>The sentence whose attention is shown; another one counts from the next validation</source>
        <translation>Der Satz, dessen Attention gezeigt wird; ein anderer gilt ab der nächsten Validierung</translation>
    </message>
    <message>
        <source>&amp;Follow</source>
        <translation>F&amp;olgen</translation>
    </message>
    <message>
        <source>Follow this sentence from the next validation on</source>
        <translation>Diesem Satz ab der nächsten Validierung folgen</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>Schritt {0}</translation>
    </message>
    <message>
        <source>not readable</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>Layer {0}</source>
        <translation>Schicht {0}</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Head {0}</source>
        <translation>Kopf {0}</translation>
    </message>
    <message>
        <source>source token</source>
        <translation>Quell-Token</translation>
    </message>
    <message>
        <source>token being written</source>
        <translation>Token, das gerade geschrieben wird</translation>
    </message>
    <message>
        <source>looks at token written before</source>
        <translation>achtet auf das Token, das davor geschrieben wurde</translation>
    </message>
    <message>
        <source>looks at source token</source>
        <translation>achtet auf das Quell-Token</translation>
    </message>
</context>
<context>
    <name>CandidatesForm</name>
    <message>
        <source>&amp;BPE</source>
        <translation>BP&amp;E</translation>
    </message>
    <message>
        <source>&amp;Unigram</source>
        <translation>&amp;Unigramm</translation>
    </message>
    <message>
        <source>&amp;Words</source>
        <translation>&amp;Wörter</translation>
    </message>
    <message>
        <source>C&amp;haracters</source>
        <translation>Zeic&amp;hen</translation>
    </message>
    <message>
        <source>Sizes of the vocabulary (tokens)</source>
        <translation>Größen des Vokabulars (Token)</translation>
    </message>
    <message>
        <source>One vocabulary</source>
        <translation>Ein Vokabular</translation>
    </message>
    <message>
        <source>One a language</source>
        <translation>Eines je Sprache</translation>
    </message>
    <message>
        <source>Both ways</source>
        <translation>Beides</translation>
    </message>
    <message>
        <source>Shared vocabulary</source>
        <translation>Gemeinsames Vokabular</translation>
    </message>
    <message>
        <source>Never split</source>
        <translation>Nie zerlegen</translation>
    </message>
    <message>
        <source>Comp&amp;are</source>
        <translation>Verg&amp;leichen</translation>
    </message>
    <message>
        <source>Trains each on the training part and measures it on the validation part</source>
        <translation>Trainiert jeden auf dem Trainingsteil und misst ihn auf dem Validierungsteil</translation>
    </message>
    <message>
        <source>Si&amp;zes</source>
        <translation>&amp;Größen</translation>
    </message>
    <message>
        <source>&amp;Vocabulary</source>
        <translation>&amp;Vokabular</translation>
    </message>
    <message>
        <source>&amp;Never split</source>
        <translation>Nie &amp;zerlegen</translation>
    </message>
    <message>
        <source>Tick at least one kind.</source>
        <translation>Kreuzen Sie mindestens eine Art an.</translation>
    </message>
    <message>
        <source>Give sizes from {0:,} to {1:,}, with commas between, such as 2000, 8000.</source>
        <translation>Geben Sie Größen von {0:,} bis {1:,} an, durch Kommas getrennt, etwa 2000, 8000.</translation>
    </message>
    <message>
        <source>These are {0} tokenizers; compare at most {1} at once.</source>
        <translation>Das sind {0} Tokenizer; vergleichen Sie höchstens {1} auf einmal.</translation>
    </message>
</context>
<context>
    <name>ChartTable</name>
    <message>
        <source>Show as table</source>
        <translation>Als Tabelle zeigen</translation>
    </message>
    <message>
        <source>{0}: the numbers</source>
        <translation>{0}: die Zahlen</translation>
    </message>
    <message>
        <source>The chart shows no numbers yet.</source>
        <translation>Das Diagramm zeigt noch keine Zahlen.</translation>
    </message>
    <message>
        <source>Cop&amp;y all</source>
        <translation>Alles &amp;kopieren</translation>
    </message>
</context>
<context>
    <name>CleanView</name>
    <message>
        <source>Gentle</source>
        <translation>Sanft</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Strict</source>
        <translation>Streng</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Preset of rules</source>
        <translation>Vorlage der Regeln</translation>
    </message>
    <message>
        <source>How much is taken; every rule can be changed afterwards</source>
        <translation>Wie viel herausgenommen wird; jede Regel lässt sich danach ändern</translation>
    </message>
    <message>
        <source>Pre&amp;view</source>
        <translation>&amp;Vorschau</translation>
    </message>
    <message>
        <source>Counts what each rule would take and shows some of it; changes nothing</source>
        <translation>Zählt, was jede Regel herausnähme, und zeigt einiges davon; ändert nichts</translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>An&amp;wenden</translation>
    </message>
    <message>
        <source>Sets aside what the rules take; nothing is deleted, each can be switched off</source>
        <translation>Legt beiseite, was die Regeln treffen; nichts wird gelöscht, jede lässt sich abschalten</translation>
    </message>
    <message>
        <source>Rules set pairs aside and never delete them.</source>
        <translation>Regeln legen Paare beiseite und löschen sie nie.</translation>
    </message>
    <message>
        <source>Looking at the pairs</source>
        <translation>Die Paare werden betrachtet</translation>
    </message>
    <message>
        <source>Switching {0}</source>
        <translation>{0} wird umgeschaltet</translation>
    </message>
    <message>
        <source>{0} is on again.</source>
        <translation>{0} ist wieder an.</translation>
    </message>
    <message>
        <source>P&amp;reset</source>
        <translation>Vor&amp;lage</translation>
    </message>
    <message>
        <source>{0} is off: its pairs are used.</source>
        <translation>{0} ist aus: Ihre Paare werden verwendet.</translation>
    </message>
    <message>
        <source>Repairing</source>
        <translation>Reparieren</translation>
    </message>
    <message>
        <source>Of {0:,} pairs the rules would take these:</source>
        <translation>Von {0:,} Paaren nähmen die Regeln diese heraus:</translation>
    </message>
    <message>
        <source>Cleaned in {0:.1f} s: {1:,} of {2:,} pairs are used.</source>
        <translation>In {0:.1f} s bereinigt: {1:,} von {2:,} Paaren werden verwendet.</translation>
    </message>
    <message>
        <source>Cancelled: the dataset is as it was.</source>
        <translation>Abgebrochen: Der Datensatz ist wie zuvor.</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>Something is still being done</source>
        <translation>Es wird noch gearbeitet</translation>
    </message>
    <message>
        <source>Close the window, and end what is being done?</source>
        <translation>Das Fenster schließen und beenden, was noch läuft?</translation>
    </message>
    <message>
        <source>What is not finished has to be done again; what was there before stays.</source>
        <translation>Was nicht fertig ist, muss wiederholt werden; was vorher da war, bleibt.</translation>
    </message>
    <message>
        <source>&amp;End it and close</source>
        <translation>&amp;Beenden und schließen</translation>
    </message>
    <message>
        <source>A training is running</source>
        <translation>Ein Training läuft</translation>
    </message>
    <message>
        <source>What becomes of the training when the window closes?</source>
        <translation>Was soll aus dem Training werden, wenn das Fenster schließt?</translation>
    </message>
    <message>
        <source>&amp;Let it go on in the background</source>
        <translation>Im &amp;Hintergrund weiterlaufen lassen</translation>
    </message>
    <message>
        <source>&amp;Save and stop</source>
        <translation>&amp;Speichern und beenden</translation>
    </message>
    <message>
        <source>What becomes of the paused training when the window closes?</source>
        <translation>Was soll aus dem pausierten Training werden, wenn das Fenster schließt?</translation>
    </message>
    <message>
        <source>A training is paused</source>
        <translation>Ein Training ist pausiert</translation>
    </message>
    <message>
        <source>Paused, it keeps its memory, and waits until it is continued in a later window.</source>
        <translation>Pausiert behält es seinen Speicher und wartet, bis es in einem späteren Fenster fortgesetzt wird.</translation>
    </message>
    <message>
        <source>Let it stay &amp;paused</source>
        <translation>&amp;Pausiert lassen</translation>
    </message>
    <message>
        <source>Stopped, it keeps its model, and can be resumed later from where it stopped.</source>
        <translation>Beendet behält es sein Modell und kann später dort fortgesetzt werden, wo es stand.</translation>
    </message>
    <message>
        <source>Stopped before its first step, it has no model to keep.</source>
        <translation>Vor dem ersten Schritt beendet hat es noch kein Modell, das es behalten könnte.</translation>
    </message>
    <message>
        <source>It is stopping already; the window closes when it has ended.</source>
        <translation>Es wird bereits beendet; das Fenster schließt, sobald es zu Ende ist.</translation>
    </message>
    <message>
        <source>It can go on in the background once it has begun.</source>
        <translation>Im Hintergrund kann es weiterlaufen, sobald es begonnen hat.</translation>
    </message>
    <message>
        <source>In the background it goes on to its end; the next window finds it again.</source>
        <translation>Im Hintergrund läuft es bis zu seinem Ende; das nächste Fenster findet es wieder.</translation>
    </message>
    <message>
        <source>This ends with the window:</source>
        <translation>Dies endet mit dem Fenster:</translation>
    </message>
</context>
<context>
    <name>CopyLine</name>
    <message>
        <source>Line for a terminal</source>
        <translation>Zeile für ein Terminal</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>Kop&amp;ieren</translation>
    </message>
    <message>
        <source>Copy this line, to paste it into a terminal</source>
        <translation>Kopiert diese Zeile, um sie in ein Terminal einzufügen</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>CurveChart</name>
    <message>
        <source>Wheel or + and -: zoom. Drag or arrow keys: move. Double click or 0: everything.</source>
        <translation>Mausrad oder + und -: Zoom. Ziehen oder Pfeiltasten: verschieben. Doppelklick oder 0: alles.</translation>
    </message>
    <message>
        <source>Mouse or Shift and arrow keys: read the values at a step. Esc: the newest again.</source>
        <translation>Maus oder Umschalt und Pfeiltasten: die Werte bei einem Schritt ablesen. Esc: wieder die neuesten.</translation>
    </message>
    <message>
        <source>best</source>
        <translation>beste</translation>
    </message>
</context>
<context>
    <name>CurvePanel</name>
    <message>
        <source>rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>norm</source>
        <translation>Norm</translation>
    </message>
    <message>
        <source>speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>nats per token</source>
        <translation>Nats je Token</translation>
    </message>
    <message>
        <source>BLEU</source>
        <translation>BLEU</translation>
    </message>
    <message>
        <source>BLEU (0 to 100)</source>
        <translation>BLEU (0 bis 100)</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>rate (× 10⁻³)</source>
        <translation>Rate (× 10⁻³)</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>Perplexität</translation>
    </message>
    <message>
        <source>per token</source>
        <translation>je Token</translation>
    </message>
    <message>
        <source>Token accuracy</source>
        <translation>Token-Genauigkeit</translation>
    </message>
    <message>
        <source>% of tokens</source>
        <translation>% der Token</translation>
    </message>
    <message>
        <source>chrF</source>
        <translation>chrF</translation>
    </message>
    <message>
        <source>chrF (0 to 100)</source>
        <translation>chrF (0 bis 100)</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>Gradientennorm</translation>
    </message>
    <message>
        <source>before clipping</source>
        <translation>vor dem Clipping</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>Token/s</translation>
    </message>
    <message>
        <source>Cur&amp;ves</source>
        <translation>K&amp;urven</translation>
    </message>
    <message>
        <source>Which curves are shown</source>
        <translation>Welche Kurven gezeigt werden</translation>
    </message>
    <message>
        <source>Lo&amp;garithmic</source>
        <translation>Lo&amp;garithmisch</translation>
    </message>
    <message>
        <source>Upright axes by powers of ten</source>
        <translation>Senkrechte Achsen in Zehnerpotenzen</translation>
    </message>
    <message>
        <source>Clip &amp;outliers</source>
        <translation>Aus&amp;reißer kappen</translation>
    </message>
    <message>
        <source>Upright axes end with the middle nine tenths of the values that are seen</source>
        <translation>Senkrechte Achsen enden mit den mittleren neun Zehnteln der sichtbaren Werte</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>How much of what came before is in each value; at the left: nothing</source>
        <translation>Wie viel vom Vorigen in jedem Wert steckt; ganz links: nichts</translation>
    </message>
    <message>
        <source>Show a&amp;ll</source>
        <translation>A&amp;lles zeigen</translation>
    </message>
    <message>
        <source>All steps again, after zooming</source>
        <translation>Wieder alle Schritte, nach dem Zoomen</translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>&amp;Open file…</source>
        <translation>Datei ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Open text pairs or a dataset</source>
        <translation>Textpaare oder einen Datensatz öffnen</translation>
    </message>
    <message>
        <source>&amp;Samples</source>
        <translation>&amp;Beispiele</translation>
    </message>
    <message>
        <source>Corpora that come with the program</source>
        <translation>Korpora, die dem Programm beiliegen</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Open text pairs</source>
        <translation>Textpaare öffnen</translation>
    </message>
    <message>
        <source>Text pairs and datasets ({0});;All files (*)</source>
        <translation>Textpaare und Datensätze ({0});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Looking into {0}…</source>
        <translation>{0} wird untersucht …</translation>
    </message>
    <message>
        <source>Bringing {0} up to date…</source>
        <translation>{0} wird auf den neuen Stand gebracht …</translation>
    </message>
    <message>
        <source>Importing {0}…</source>
        <translation>{0} wird importiert …</translation>
    </message>
    <message>
        <source>An import is running: wait for it, or cancel it first.</source>
        <translation>Es läuft ein Import: Warten Sie auf ihn, oder brechen Sie ihn zuerst ab.</translation>
    </message>
    <message>
        <source>The import was cancelled: nothing was kept.</source>
        <translation>Der Import wurde abgebrochen: Nichts wurde behalten.</translation>
    </message>
    <message>
        <source>Cancelled: the dataset is as it was.</source>
        <translation>Abgebrochen: Der Datensatz ist wie zuvor.</translation>
    </message>
    <message>
        <source>Imported {0:,} of {1:,} pairs in {2:.1f} s.</source>
        <translation>{0:,} von {1:,} Paaren in {2:.1f} s importiert.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pair(s) are set aside: the source is in a held-out part.</source>
        <translation>
            <numerusform>%Ln Paar ist beiseitegelegt: Der Quellsatz steht in der Validierung oder im Test.</numerusform>
            <numerusform>%Ln Paare sind beiseitegelegt: Der Quellsatz steht in der Validierung oder im Test.</numerusform>
        </translation>
    </message>
    <message>
        <source>… and {0:,} more</source>
        <translation>… und {0:,} weitere</translation>
    </message>
</context>
<context>
    <name>DatasetView</name>
    <message>
        <source>Divides the pairs anew into training, validation and test</source>
        <translation>Teilt die Paare neu in Training, Validierung und Test auf</translation>
    </message>
    <message>
        <source>&amp;Pairs</source>
        <translation>&amp;Paare</translation>
    </message>
    <message>
        <source>Par&amp;ts…</source>
        <translation>&amp;Teile …</translation>
    </message>
    <message>
        <source>Le&amp;ft out</source>
        <translation>&amp;Ausgelassen</translation>
    </message>
    <message>
        <source>C&amp;lean</source>
        <translation>Berei&amp;nigen</translation>
    </message>
    <message>
        <source>P&amp;icture</source>
        <translation>B&amp;ild</translation>
    </message>
    <message>
        <source>To&amp;kenizers</source>
        <translation>To&amp;kenizer</translation>
    </message>
    <message>
        <source>Mi&amp;x</source>
        <translation>Mi&amp;schen</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>set aside</source>
        <translation>beiseitegelegt</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>Le&amp;ft out ({0:,})</source>
        <translation>&amp;Ausgelassen ({0:,})</translation>
    </message>
    <message>
        <source>Dividing the pairs</source>
        <translation>Die Paare werden aufgeteilt</translation>
    </message>
    <message>
        <source>The file was replaced meanwhile. This is the new one: nothing was done with it.</source>
        <translation>Die Datei wurde inzwischen ersetzt. Dies ist die neue: Mit ihr wurde nichts gemacht.</translation>
    </message>
</context>
<context>
    <name>DoctorPanel</name>
    <message>
        <source>&amp;Examine again</source>
        <translation>&amp;Erneut untersuchen</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Choose one run to have it examined.</source>
        <translation>Wählen Sie einen Lauf, um ihn untersuchen zu lassen.</translation>
    </message>
    <message>
        <source>Examining {0}…</source>
        <translation>{0} wird untersucht …</translation>
    </message>
    <message>
        <source>{0}: nothing is known against it.</source>
        <translation>{0}: Es liegt nichts gegen ihn vor.</translation>
    </message>
    <message>
        <source>{0}: the gravest first.</source>
        <translation>{0}: das Schwerste zuerst.</translation>
    </message>
    <message>
        <source>{0} could not be examined: {1}</source>
        <translation>{0} konnte nicht untersucht werden: {1}</translation>
    </message>
    <message>
        <source>Try it in a new run</source>
        <translation>In einem neuen Lauf versuchen</translation>
    </message>
    <message>
        <source>Takes the settings of this run, with {0}, to the Model page</source>
        <translation>Bringt die Einstellungen dieses Laufs, mit {0}, auf die Seite „Modell“</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Drop files of text pairs here</source>
        <translation>Legen Sie hier Dateien mit Textpaaren ab</translation>
    </message>
    <message>
        <source>TMX, XLIFF, PO, TSV, CSV, XLSX, JSON Lines, Parquet, two parallel text files (a sentence a line), a ZIP of these, a folder, or a .pairs dataset.</source>
        <translation>TMX, XLIFF, PO, TSV, CSV, XLSX, JSON Lines, Parquet, zwei parallele Textdateien (ein Satz je Zeile), ein ZIP davon, ein Ordner oder ein .pairs-Datensatz.</translation>
    </message>
    <message>
        <source>Open &amp;file…</source>
        <translation>&amp;Datei öffnen …</translation>
    </message>
    <message>
        <source>Choose one file, or the two files of a parallel corpus</source>
        <translation>Wählen Sie eine Datei oder die zwei Dateien eines Parallelkorpus</translation>
    </message>
</context>
<context>
    <name>EntropyPlot</name>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>entropy (bits)</source>
        <translation>Entropie (Bit)</translation>
    </message>
    <message>
        <source>Entropy of the heads over the training</source>
        <translation>Entropie der Köpfe im Lauf des Trainings</translation>
    </message>
    <message>
        <source>0 bits: all weight on one token; the higher, the more evenly it is spread</source>
        <translation>0 Bit: alles Gewicht auf einem Token; je höher, desto gleichmäßiger ist es verteilt</translation>
    </message>
    <message>
        <source>Head {0}: from {1} to {2} bits</source>
        <translation>Kopf {0}: von {1} auf {2} Bit</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>There is no model to export yet: train one, or browse to a run.</source>
        <translation>Es gibt noch kein Modell zum Exportieren: Trainieren Sie eines, oder suchen Sie einen Lauf.</translation>
    </message>
    <message>
        <source>Go to Training</source>
        <translation>Zum Training</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>The folder that will hold model and tokenizer; what is there already is never replaced</source>
        <translation>Der Ordner, der Modell und Tokenizer aufnimmt; was dort schon liegt, wird nie ersetzt</translation>
    </message>
    <message>
        <source>Bro&amp;wse…</source>
        <translation>Du&amp;rchsuchen …</translation>
    </message>
    <message>
        <source>Choose where the export is written</source>
        <translation>Wählen, wohin der Export geschrieben wird</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>Writes the model, loads it in a separate process and compares</source>
        <translation>Schreibt das Modell, lädt es in einem eigenen Prozess und vergleicht</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Name the full path of the destination.</source>
        <translation>Geben Sie den vollen Pfad des Ziels an.</translation>
    </message>
    <message>
        <source>There is something at this place already: choose another name.</source>
        <translation>Dort liegt schon etwas: Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>Exportieren nach</translation>
    </message>
    <message>
        <source>Exporting {0}…</source>
        <translation>{0} wird exportiert …</translation>
    </message>
</context>
<context>
    <name>ExportResult</name>
    <message>
        <source>Python that loads the export</source>
        <translation>Python, das den Export lädt</translation>
    </message>
    <message>
        <source>&amp;Copy code</source>
        <translation>Code &amp;kopieren</translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>Shows the export in the system&apos;s file manager</source>
        <translation>Zeigt den Export in der Dateiverwaltung des Systems</translation>
    </message>
    <message>
        <source>How to load it</source>
        <translation>So wird er geladen</translation>
    </message>
    <message>
        <source>Exported as {0}: {1}</source>
        <translation>Exportiert als {0}: {1}</translation>
    </message>
    <message>
        <source>Compared {0:,} sentences with the run in a separate process: largest difference {1:.2g}.</source>
        <translation>{0:,} Sätze in einem eigenen Prozess mit dem Lauf verglichen: größter Unterschied {1:.2g}.</translation>
    </message>
</context>
<context>
    <name>FailureDialog</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Details</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy the whole report to the clipboard</source>
        <translation>Kopiert den ganzen Bericht in die Zwischenablage</translation>
    </message>
</context>
<context>
    <name>FigureCard</name>
    <message>
        <source>{0}: the numbers</source>
        <translation>{0}: die Zahlen</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>{0} as a table</source>
        <translation>{0} als Tabelle</translation>
    </message>
    <message>
        <source>Shows the numbers of this chart, to be read or copied</source>
        <translation>Zeigt die Zahlen dieses Diagramms, zum Lesen oder Kopieren</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>Help on this setting</source>
        <translation>Hilfe zu dieser Einstellung</translation>
    </message>
    <message>
        <source>empty: </source>
        <translation>leer: </translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
</context>
<context>
    <name>FoundFiles</name>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>Only the first {0:,} files were looked at</source>
        <translation>Nur die ersten {0:,} Dateien wurden angesehen</translation>
    </message>
    <message>
        <source>Open a folder inside this one to find the others</source>
        <translation>Öffnen Sie einen Ordner darin, um die übrigen zu finden</translation>
    </message>
</context>
<context>
    <name>HardwareDialog</name>
    <message>
        <source>Hardware</source>
        <translation>Hardware</translation>
    </message>
    <message>
        <source>Backends</source>
        <translation>Backends</translation>
    </message>
    <message>
        <source>Looking for devices…</source>
        <translation>Geräte werden gesucht …</translation>
    </message>
    <message>
        <source>Measure shows here which way to compute a step is the fastest.</source>
        <translation>Messen zeigt hier, auf welche Weise ein Schritt am schnellsten gerechnet wird.</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>&amp;Measure</source>
        <translation>&amp;Messen</translation>
    </message>
    <message>
        <source>Runs small training steps on each backend, for about a minute each</source>
        <translation>Rechnet auf jedem Backend kleine Trainingsschritte, jeweils etwa eine Minute</translation>
    </message>
    <message>
        <source>Trainings run on TensorFlow, unless the setting Backend names another.</source>
        <translation>Trainings laufen auf TensorFlow, wenn die Einstellung „Backend“ kein anderes nennt.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Beginnt …</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>keine gefunden</translation>
    </message>
    <message>
        <source>Processor: {0}
GPU: {1}</source>
        <translation>Prozessor: {0}
GPU: {1}</translation>
    </message>
    <message>
        <source>Backend</source>
        <translation>Backend</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Tokens a second</source>
        <translation>Token je Sekunde</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Trainings use the GPU.</source>
        <translation>Trainings nutzen die GPU.</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>nicht installiert</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>up to {0} wide</source>
        <translation>bis {0} breit</translation>
    </message>
    <message>
        <source>wider ones</source>
        <translation>breitere</translation>
    </message>
    <message>
        <source>{0} with XLA</source>
        <translation>{0} mit XLA</translation>
    </message>
    <message>
        <source>{0} without XLA</source>
        <translation>{0} ohne XLA</translation>
    </message>
    <message>
        <source>{0} tokens a batch</source>
        <translation>{0} Token je Batch</translation>
    </message>
    <message>
        <source>keeps it busy</source>
        <translation>lastet aus</translation>
    </message>
    <message>
        <source>Steps a call: {0}</source>
        <translation>Schritte je Aufruf: {0}</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>wird genommen</translation>
    </message>
</context>
<context>
    <name>HeadCard</name>
    <message>
        <source>Form of the head</source>
        <translation>Darstellung des Kopfes</translation>
    </message>
    <message>
        <source>A map of all weights, or links between the tokens</source>
        <translation>Eine Karte aller Gewichte, oder Verbindungen zwischen den Token</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Links of one head</source>
        <translation>Verbindungen eines Kopfes</translation>
    </message>
    <message>
        <source>Above what is looked at, below what looks; point at a token to see its links</source>
        <translation>Oben, worauf geachtet wird, unten, was achtet; zeigen Sie auf ein Token, um seine Verbindungen zu sehen</translation>
    </message>
</context>
<context>
    <name>HeadGrid</name>
    <message>
        <source>All layers and heads</source>
        <translation>Alle Schichten und Köpfe</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>what it does</source>
        <translation>was er tut</translation>
    </message>
    <message>
        <source>measures</source>
        <translation>Maße</translation>
    </message>
    <message>
        <source>Layer {0}, head {1}: {2}</source>
        <translation>Schicht {0}, Kopf {1}: {2}</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>Layer {0}</source>
        <translation>Schicht {0}</translation>
    </message>
    <message>
        <source>Head {0}</source>
        <translation>Kopf {0}</translation>
    </message>
    <message>
        <source>Layer {0}, head {1}</source>
        <translation>Schicht {0}, Kopf {1}</translation>
    </message>
</context>
<context>
    <name>HeatMap</name>
    <message>
        <source>Attention weights</source>
        <translation>Attention-Gewichte</translation>
    </message>
    <message>
        <source>attention weight</source>
        <translation>Attention-Gewicht</translation>
    </message>
    <message>
        <source>{0} tokens look at {1}; the strongest weight, {2}, is from “{3}” to “{4}”.</source>
        <translation>{0} Token achten auf {1}; das stärkste Gewicht, {2}, geht von „{3}“ zu „{4}“.</translation>
    </message>
</context>
<context>
    <name>HypothesesTable</name>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Übersetzung</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Translations, best first</source>
        <translation>Übersetzungen, die beste zuerst</translation>
    </message>
    <message>
        <source>Score: log probability over a length penalty; nearer to 0 is better</source>
        <translation>Wert: logarithmierte Wahrscheinlichkeit durch eine Längenstrafe; näher an 0 ist besser</translation>
    </message>
    <message>
        <source>The likeliest translations of the text appear here.</source>
        <translation>Hier erscheinen die wahrscheinlichsten Übersetzungen des Textes.</translation>
    </message>
</context>
<context>
    <name>ImportForm</name>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Ab&amp;brechen</translation>
    </message>
    <message>
        <source>All that are checked are imported together, or none; go to one to see how it is read</source>
        <translation>Alle angekreuzten werden zusammen importiert, oder keine; beim Wechsel zu einer Datei ist zu sehen, wie sie gelesen wird</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Kommt in</translation>
    </message>
    <message>
        <source>Begin a dataset, or add these pairs to the open one</source>
        <translation>Einen Datensatz beginnen, oder diese Paare zum offenen hinzufügen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>The dataset is kept under this name</source>
        <translation>Unter diesem Namen wird der Datensatz aufbewahrt</translation>
    </message>
    <message>
        <source>What the pairs are for; by itself, a few are held out of training</source>
        <translation>Wozu die Paare dienen; von selbst werden einige nicht trainiert</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>How the files are read</source>
        <translation>Wie die Dateien gelesen werden</translation>
    </message>
    <message>
        <source>A new dataset</source>
        <translation>Ein neuer Datensatz</translation>
    </message>
    <message>
        <source>The open dataset, {0}</source>
        <translation>Der offene Datensatz, {0}</translation>
    </message>
    <message>
        <source>Source and target are the same language.</source>
        <translation>Quelle und Ziel sind dieselbe Sprache.</translation>
    </message>
    <message>
        <source>Source and target are the same column.</source>
        <translation>Quelle und Ziel sind dieselbe Spalte.</translation>
    </message>
    <message>
        <source>Read like this the file has too few columns: {0}.</source>
        <translation>So gelesen hat die Datei zu wenige Spalten: {0}.</translation>
    </message>
    <message>
        <source>Choose at least one file.</source>
        <translation>Wählen Sie mindestens eine Datei aus.</translation>
    </message>
    <message>
        <source>The dataset needs a name.</source>
        <translation>Der Datensatz braucht einen Namen.</translation>
    </message>
    <message>
        <source>There is a dataset of this name: choose another one.</source>
        <translation>Es gibt einen Datensatz dieses Namens: Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Split by itself</source>
        <translation>Von selbst aufteilen</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
</context>
<context>
    <name>ImportPreview</name>
    <message>
        <source>First rows of the file</source>
        <translation>Die ersten Zeilen der Datei</translation>
    </message>
    <message>
        <source>Column {0}</source>
        <translation>Spalte {0}</translation>
    </message>
    <message>
        <source>source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Of the first {0}, {1} are left out: {2}.</source>
        <translation>Von den ersten {0} werden {1} ausgelassen: {2}.</translation>
    </message>
</context>
<context>
    <name>ImportRequest</name>
    <message>
        <source>{0} and {1:,} more</source>
        <translation>{0} und {1:,} weitere</translation>
    </message>
</context>
<context>
    <name>InspectPage</name>
    <message>
        <source>Saved: {0}</source>
        <translation>Gespeichert: {0}</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>A training of now or of any time before</source>
        <translation>Ein Training von jetzt oder früher</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>Noch kein Lauf</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>D&amp;urchsuchen …</translation>
    </message>
    <message>
        <source>Choose a run folder in another place</source>
        <translation>Einen Lauf-Ordner an anderer Stelle wählen</translation>
    </message>
    <message>
        <source>Progress of the animation</source>
        <translation>Fortschritt der Animation</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Ab&amp;brechen</translation>
    </message>
    <message>
        <source>Making the animation…</source>
        <translation>Die Animation entsteht …</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>Einblick</translation>
    </message>
    <message>
        <source>Attention over the training</source>
        <translation>Attention im Lauf des Trainings</translation>
    </message>
    <message>
        <source>Chosen pairs</source>
        <translation>Ausgewählte Paare</translation>
    </message>
    <message>
        <source>Run folder</source>
        <translation>Lauf-Ordner</translation>
    </message>
    <message>
        <source>The training follows these sentences from its next validation on.</source>
        <translation>Das Training folgt diesen Sätzen ab seiner nächsten Validierung.</translation>
    </message>
    <message>
        <source>{0} follows these sentences when it goes on, and so does the next new training.</source>
        <translation>{0} folgt diesen Sätzen, sobald der Lauf fortgesetzt wird, ebenso das nächste neue Training.</translation>
    </message>
    <message>
        <source>The next new training follows these sentences from its first step on.</source>
        <translation>Das nächste neue Training folgt diesen Sätzen von seinem ersten Schritt an.</translation>
    </message>
    <message>
        <source>{0} is trained with tags: begin each sentence with one of these and a space: {1}</source>
        <translation>{0} wird mit Kennzeichen trainiert: Beginnen Sie jeden Satz mit einem von diesen und einem Leerzeichen: {1}</translation>
    </message>
    <message>
        <source>The next new training has tags: begin each sentence with that of its dataset and a space, such as &lt;of:law&gt;.</source>
        <translation>Das nächste neue Training hat Kennzeichen: Beginnen Sie jeden Satz mit dem seines Datensatzes und einem Leerzeichen, etwa &lt;of:law&gt;.</translation>
    </message>
</context>
<context>
    <name>JobProgress</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Abbre&amp;chen</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>Left out so far: {0}</source>
        <translation>Bisher ausgelassen: {0}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>noch {0}</translation>
    </message>
</context>
<context>
    <name>JobStatus</name>
    <message>
        <source>Progress of the running job</source>
        <translation>Fortschritt des laufenden Auftrags</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>Import läuft …</translation>
    </message>
    <message>
        <source>Training…</source>
        <translation>Training läuft …</translation>
    </message>
    <message>
        <source>Translator loaded</source>
        <translation>Übersetzer geladen</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>Export läuft …</translation>
    </message>
    <message>
        <source>Looking at the pairs…</source>
        <translation>Die Paare werden betrachtet …</translation>
    </message>
    <message>
        <source>Tokenizers compared</source>
        <translation>Tokenizer verglichen</translation>
    </message>
    <message>
        <source>Writing pairs…</source>
        <translation>Paare werden geschrieben …</translation>
    </message>
    <message>
        <source>Changing pairs…</source>
        <translation>Paare werden geändert …</translation>
    </message>
    <message>
        <source>Cleaning…</source>
        <translation>Wird bereinigt …</translation>
    </message>
    <message>
        <source>Switching a rule…</source>
        <translation>Eine Regel wird umgeschaltet …</translation>
    </message>
    <message>
        <source>Dividing the dataset…</source>
        <translation>Datensatz wird aufgeteilt …</translation>
    </message>
    <message>
        <source>Bringing the dataset up to date…</source>
        <translation>Datensatz wird aktualisiert …</translation>
    </message>
    <message>
        <source>X-raying the pairs…</source>
        <translation>Paare werden geröntgt …</translation>
    </message>
    <message>
        <source>Making the picture…</source>
        <translation>Bild wird erstellt …</translation>
    </message>
    <message>
        <source>Sweeping…</source>
        <translation>Sweep läuft …</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Wird verglichen …</translation>
    </message>
    <message>
        <source>Examining the run…</source>
        <translation>Der Lauf wird untersucht …</translation>
    </message>
    <message>
        <source>Writing the report…</source>
        <translation>Der Bericht wird geschrieben …</translation>
    </message>
    <message>
        <source>Writing the curves for TensorBoard…</source>
        <translation>Kurven für TensorBoard werden geschrieben …</translation>
    </message>
    <message>
        <source>Checking whether the training fits…</source>
        <translation>Es wird geprüft, ob das Training passt …</translation>
    </message>
    <message>
        <source>Looking for devices…</source>
        <translation>Geräte werden gesucht …</translation>
    </message>
</context>
<context>
    <name>LineChart</name>
    <message>
        <source> and {0} lines more</source>
        <translation> und {0} weitere Linien</translation>
    </message>
    <message>
        <source>At {0} {1}: {2}{3}.</source>
        <translation>Bei {0} {1}: {2}{3}.</translation>
    </message>
</context>
<context>
    <name>LinkedMap</name>
    <message>
        <source>Attention of one head</source>
        <translation>Attention eines Kopfes</translation>
    </message>
    <message>
        <source>Point at a cell or a token to see what it is linked with; by keyboard: arrow keys</source>
        <translation>Zeigen Sie auf eine Zelle oder ein Token, um zu sehen, womit es verbunden ist; mit der Tastatur: Pfeiltasten</translation>
    </message>
</context>
<context>
    <name>LivePlot</name>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Appears with the first report.</source>
        <translation>Erscheint mit dem ersten Bericht.</translation>
    </message>
    <message>
        <source>{0} earlier runs</source>
        <translation>{0} frühere Läufe</translation>
    </message>
    <message>
        <source>step {0}:</source>
        <translation>Schritt {0}:</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>What the training says appears here.</source>
        <translation>Hier erscheint, was das Training meldet.</translation>
    </message>
    <message>
        <source>Lines of the log</source>
        <translation>Zeilen des Protokolls</translation>
    </message>
    <message>
        <source>Which lines of the log are shown</source>
        <translation>Welche Zeilen des Protokolls gezeigt werden</translation>
    </message>
    <message>
        <source>All lines</source>
        <translation>Alle Zeilen</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Warnungen und Fehler</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>warning: {0}</source>
        <translation>Warnung: {0}</translation>
    </message>
    <message>
        <source>error: {0}</source>
        <translation>Fehler: {0}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>Übersetzen</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>Einblick</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>MixView</name>
    <message>
        <source>Datasets of the training</source>
        <translation>Datensätze des Trainings</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Training pairs</source>
        <translation>Trainingspaare</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Share of an epoch</source>
        <translation>Anteil an einer Epoche</translation>
    </message>
    <message>
        <source>Each pair is seen</source>
        <translation>Jedes Paar kommt vor</translation>
    </message>
    <message>
        <source>Train to&amp;gether with…</source>
        <translation>&amp;Zusammen trainieren mit …</translation>
    </message>
    <message>
        <source>Adds datasets that the next training uses as well</source>
        <translation>Fügt Datensätze hinzu, die das nächste Training auch verwendet</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Takes the selected datasets out of the training; their files stay</source>
        <translation>Nimmt die ausgewählten Datensätze aus dem Training; ihre Dateien bleiben</translation>
    </message>
    <message>
        <source>Mix temperature</source>
        <translation>Mischtemperatur</translation>
    </message>
    <message>
        <source>Tag the source with its &amp;dataset</source>
        <translation>Die Quelle mit ihrem &amp;Datensatz kennzeichnen</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Train together with</source>
        <translation>Zusammen trainieren mit</translation>
    </message>
    <message>
        <source>Datasets (*.pairs)</source>
        <translation>Datensätze (*.pairs)</translation>
    </message>
    <message>
        <source>Taken out of the training: {0}</source>
        <translation>Aus dem Training genommen: {0}</translation>
    </message>
    <message>
        <source>{0:.3g} ×</source>
        <translation>{0:.3g} ×</translation>
    </message>
    <message>
        <source>Double-click to change</source>
        <translation>Zum Ändern doppelklicken</translation>
    </message>
    <message>
        <source>The training uses this dataset alone. Add others to train on a mix of them.</source>
        <translation>Das Training verwendet nur diesen Datensatz. Fügen Sie andere hinzu, um auf einer Mischung zu trainieren.</translation>
    </message>
    <message>
        <source>An epoch holds {0:,} pairs. A dataset that it cannot hold whole goes on in the next.</source>
        <translation>Eine Epoche umfasst {0:,} Paare. Ein Datensatz, der nicht ganz hineinpasst, geht in der nächsten weiter.</translation>
    </message>
    <message>
        <source>The model is validated on the validation parts of all. A source that stands in the validation or test part of one of them is trained on from none, so the numbers may turn out a little smaller.</source>
        <translation>Validiert wird das Modell auf den Validierungsteilen aller. Eine Quelle, die im Validierungs- oder Testteil eines Datensatzes steht, wird aus keinem trainiert; die Zahlen können daher etwas kleiner ausfallen.</translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Transformer</source>
        <translation>Transformer</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Translating</source>
        <translation>Übersetzen</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>A whole set of values to begin with; everything can be changed afterwards</source>
        <translation>Ein ganzer Satz von Werten für den Anfang; alles lässt sich danach ändern</translation>
    </message>
    <message>
        <source>&amp;Propose for this data</source>
        <translation>&amp;Für diese Daten vorschlagen</translation>
    </message>
    <message>
        <source>Chooses values from the number and the length of the pairs</source>
        <translation>Wählt Werte nach Zahl und Länge der Paare</translation>
    </message>
    <message>
        <source>&amp;Help (F1)</source>
        <translation>&amp;Hilfe (F1)</translation>
    </message>
    <message>
        <source>What each setting does, what it may be and what it costs</source>
        <translation>Was jede Einstellung tut, welche Werte sie haben kann und was sie kostet</translation>
    </message>
    <message>
        <source>P&amp;reset</source>
        <translation>Vor&amp;lage</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Train…</source>
        <translation>&amp;Trainieren …</translation>
    </message>
    <message>
        <source>Go on to the Training page</source>
        <translation>Weiter zur Seite „Training“</translation>
    </message>
    <message>
        <source>Changed: {0}</source>
        <translation>Geändert: {0}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln setting(s) cannot stay.</source>
        <translation>
            <numerusform>%Ln Einstellung kann nicht so bleiben.</numerusform>
            <numerusform>%Ln Einstellungen können nicht so bleiben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Your changes were replaced.</source>
        <translation>Ihre Änderungen wurden ersetzt.</translation>
    </message>
</context>
<context>
    <name>NearestPairs</name>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Nearest training pairs</source>
        <translation>Nächstliegende Trainingspaare</translation>
    </message>
    <message>
        <source>The pairs of the dataset that are most like the text appear here.</source>
        <translation>Hier erscheinen die Paare des Datensatzes, die dem Text am ähnlichsten sind.</translation>
    </message>
    <message>
        <source>the dataset</source>
        <translation>dem Datensatz</translation>
    </message>
    <message>
        <source>Nearest training pairs of {0}</source>
        <translation>Nächstliegende Trainingspaare aus {0}</translation>
    </message>
</context>
<context>
    <name>PairActions</name>
    <message>
        <source>No training sees the selected pairs</source>
        <translation>Kein Training sieht die ausgewählten Paare</translation>
    </message>
    <message>
        <source>The selected pairs are used again, also in spite of a rule&apos;s flag</source>
        <translation>Die ausgewählten Paare werden wieder verwendet, auch wenn eine Regel sie trifft</translation>
    </message>
    <message>
        <source>Takes the last change back</source>
        <translation>Nimmt die letzte Änderung zurück</translation>
    </message>
    <message>
        <source>Does again what was taken back</source>
        <translation>Macht erneut, was zurückgenommen wurde</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>Ausschließen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Writes the selected pairs, or all that are listed, as TSV or TMX</source>
        <translation>Schreibt die ausgewählten Paare, oder alle aufgeführten, als TSV oder TMX</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>{0:,} pairs are too many to copy: export them instead.</source>
        <translation>{0:,} Paare sind zu viele zum Kopieren: Exportieren Sie sie stattdessen.</translation>
    </message>
    <message>
        <source>Pair {0:,} edited.</source>
        <translation>Paar {0:,} geändert.</translation>
    </message>
    <message>
        <source>Pair {0:,} is being edited…</source>
        <translation>Paar {0:,} wird geändert …</translation>
    </message>
    <message>
        <source>Taken back: {0}</source>
        <translation>Zurückgenommen: {0}</translation>
    </message>
    <message>
        <source>Done again: {0}</source>
        <translation>Erneut gemacht: {0}</translation>
    </message>
    <message>
        <source>The texts are being changed…</source>
        <translation>Die Texte werden geändert …</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>ausgeschlossen</translation>
    </message>
    <message>
        <source>restored</source>
        <translation>wiederhergestellt</translation>
    </message>
    <message>
        <source>One pair {1}.</source>
        <translation>Ein Paar {1}.</translation>
    </message>
    <message>
        <source>{0:,} pairs {1}.</source>
        <translation>{0:,} Paare {1}.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pair(s) kept the text: another pair has the earlier one.</source>
        <translation>
            <numerusform>%Ln Paar hat den Text behalten: Ein anderes Paar hat den früheren.</numerusform>
            <numerusform>%Ln Paare haben den Text behalten: Andere Paare haben den früheren.</numerusform>
        </translation>
    </message>
    <message>
        <source>Export pairs</source>
        <translation>Paare exportieren</translation>
    </message>
    <message>
        <source>Tab-separated text (*.tsv);;Translation memory (*.tmx)</source>
        <translation>Text mit Tabulatoren (*.tsv);;Translation-Memory (*.tmx)</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Wird geschrieben</translation>
    </message>
    <message>
        <source>The list has changed meanwhile: nothing was exported.</source>
        <translation>Die Liste hat sich inzwischen geändert: Es wurde nichts exportiert.</translation>
    </message>
    <message>
        <source>Changes that wait: {0:,}</source>
        <translation>Wartende Änderungen: {0:,}</translation>
    </message>
    <message>
        <source>Changing pairs</source>
        <translation>Paare werden geändert</translation>
    </message>
    <message numerus="yes">
        <source>Wrote %Ln pair(s) to {0}.</source>
        <translation>
            <numerusform>%Ln Paar nach {0} geschrieben.</numerusform>
            <numerusform>%Ln Paare nach {0} geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled: everything is as it was.</source>
        <translation>Abgebrochen: Alles ist wie zuvor.</translation>
    </message>
</context>
<context>
    <name>PairFilters</name>
    <message>
        <source>Part of the dataset</source>
        <translation>Teil des Datensatzes</translation>
    </message>
    <message>
        <source>Which part of the dataset is listed</source>
        <translation>Welcher Teil des Datensatzes aufgeführt wird</translation>
    </message>
    <message>
        <source>State of the pairs</source>
        <translation>Zustand der Paare</translation>
    </message>
    <message>
        <source>Whether pairs are used, set aside, flagged by a rule, or edited</source>
        <translation>Ob Paare verwendet, beiseitegelegt, von einer Regel getroffen oder geändert sind</translation>
    </message>
    <message>
        <source>File of the pairs</source>
        <translation>Datei der Paare</translation>
    </message>
    <message>
        <source>Only the pairs of one imported file</source>
        <translation>Nur die Paare einer importierten Datei</translation>
    </message>
    <message>
        <source>source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Clea&amp;r</source>
        <translation>&amp;Zurücksetzen</translation>
    </message>
    <message>
        <source>Lists all pairs again</source>
        <translation>Führt wieder alle Paare auf</translation>
    </message>
    <message>
        <source>Fewest words of the {0}</source>
        <translation>Wenigste Wörter der Seite {0}</translation>
    </message>
    <message>
        <source>Most words of the {0}</source>
        <translation>Meiste Wörter der Seite {0}</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>Jeder Zustand</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Verwendet</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>Beiseitegelegt</translation>
    </message>
    <message>
        <source>Excluded by hand</source>
        <translation>Von Hand ausgeschlossen</translation>
    </message>
    <message>
        <source>Kept by hand</source>
        <translation>Von Hand behalten</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Trained on, worst loss first</source>
        <translation>Trainierte, höchster Verlust zuerst</translation>
    </message>
    <message>
        <source>Rule: {0}</source>
        <translation>Regel: {0}</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>All parts</source>
        <translation>Alle Teile</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
</context>
<context>
    <name>PairsModel</name>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Source ({0})</source>
        <translation>Quelle ({0})</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Target ({0})</source>
        <translation>Ziel ({0})</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Whether the pair is trained on, and why not</source>
        <translation>Ob auf dem Paar trainiert wird, und warum nicht</translation>
    </message>
    <message>
        <source>Line and file</source>
        <translation>Zeile und Datei</translation>
    </message>
    <message>
        <source>What the model loses on a token of the pair, in nats: the more, the less it expected it</source>
        <translation>Der Verlust des Modells je Token des Paares, in Nat: je höher, desto weniger hat es das Paar erwartet</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Excluded</source>
        <translation>Ausgeschlossen</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>Geändert</translation>
    </message>
</context>
<context>
    <name>PairsTable</name>
    <message>
        <source>Pairs of the dataset</source>
        <translation>Paare des Datensatzes</translation>
    </message>
    <message>
        <source>Selected pair</source>
        <translation>Ausgewähltes Paar</translation>
    </message>
    <message>
        <source>Search both languages…</source>
        <translation>Beide Sprachen durchsuchen …</translation>
    </message>
    <message>
        <source>Search the pairs</source>
        <translation>Paare durchsuchen</translation>
    </message>
    <message>
        <source>Shows the pairs that have these words, on either side</source>
        <translation>Zeigt die Paare, in denen diese Wörter vorkommen, auf beiden Seiten</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Es wird gesucht …</translation>
    </message>
    <message>
        <source>{0:,} of {1:,} pairs</source>
        <translation>{0:,} von {1:,} Paaren</translation>
    </message>
    <message>
        <source>{0:,} and more of {1:,} pairs…</source>
        <translation>{0:,} und mehr von {1:,} Paaren …</translation>
    </message>
    <message>
        <source>Unit {0}</source>
        <translation>Einheit {0}</translation>
    </message>
</context>
<context>
    <name>ParallelCoordinates</name>
    <message>
        <source>Parallel coordinates of the trials</source>
        <translation>Parallele Koordinaten der Versuche</translation>
    </message>
    <message>
        <source>Press a line to choose its trial; by keyboard: arrow keys up and down</source>
        <translation>Klicken Sie auf eine Linie, um ihren Versuch zu wählen; mit der Tastatur: Pfeiltasten nach oben und unten</translation>
    </message>
    <message>
        <source>trial</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>The best is trial {0}.</source>
        <translation>Der beste ist Versuch {0}.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln trial(s).</source>
        <translation>
            <numerusform>%Ln Versuch.</numerusform>
            <numerusform>%Ln Versuche.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PartsDialog</name>
    <message>
        <source>Parts of the dataset</source>
        <translation>Teile des Datensatzes</translation>
    </message>
    <message>
        <source>Another number draws other pairs; 0 draws as the first import did</source>
        <translation>Eine andere Zahl zieht andere Paare; 0 zieht wie der erste Import</translation>
    </message>
    <message>
        <source>&amp;Validation</source>
        <translation>&amp;Validierung</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>&amp;Test</translation>
    </message>
    <message>
        <source>&amp;Draw</source>
        <translation>Zie&amp;hung</translation>
    </message>
    <message>
        <source>Whole sources are drawn, so no sentence is in two parts. A source that is in the files of two parts stays in the test or validation part; its other pairs are set aside, and nothing is deleted. The test part stays as it is when pairs are imported later.</source>
        <translation>Es werden ganze Quellsätze gezogen, daher steht kein Satz in zwei Teilen. Ein Quellsatz, der in den Dateien zweier Teile steht, bleibt im Test- oder Validierungsteil; seine übrigen Paare werden beiseitegelegt, gelöscht wird nichts. Der Testteil bleibt, wie er ist, wenn später Paare importiert werden.</translation>
    </message>
    <message>
        <source> % of the pairs</source>
        <translation> % der Paare</translation>
    </message>
    <message>
        <source>What is held out of training; nothing is drawn for a part that has files of its own</source>
        <translation>Was vom Training zurückgehalten wird; für einen Teil mit eigenen Dateien wird nichts gezogen</translation>
    </message>
    <message>
        <source>Imported files</source>
        <translation>Importierte Dateien</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Its pairs are</source>
        <translation>Ihre Paare sind</translation>
    </message>
    <message>
        <source>Part of {0}</source>
        <translation>Teil von {0}</translation>
    </message>
    <message>
        <source>drawn from</source>
        <translation>Ziehungsmenge</translation>
    </message>
    <message>
        <source>the validation part</source>
        <translation>der Validierungsteil</translation>
    </message>
    <message>
        <source>the test part</source>
        <translation>der Testteil</translation>
    </message>
</context>
<context>
    <name>PictureCards</name>
    <message>
        <source>source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>share (%)</source>
        <translation>Anteil (%)</translation>
    </message>
    <message>
        <source>length (words)</source>
        <translation>Länge (Wörter)</translation>
    </message>
    <message>
        <source>source length (words)</source>
        <translation>Länge der Quelle (Wörter)</translation>
    </message>
    <message>
        <source>target length (words)</source>
        <translation>Länge des Ziels (Wörter)</translation>
    </message>
    <message>
        <source>pairs (logarithmic)</source>
        <translation>Paare (logarithmisch)</translation>
    </message>
    <message>
        <source>times counted</source>
        <translation>mal gezählt</translation>
    </message>
    <message>
        <source>{0} word</source>
        <translation>Wort der Seite {0}</translation>
    </message>
    <message>
        <source>script</source>
        <translation>Schrift</translation>
    </message>
    <message>
        <source>language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>running words</source>
        <translation>laufende Wörter</translation>
    </message>
    <message>
        <source>distinct words</source>
        <translation>verschiedene Wörter</translation>
    </message>
    <message>
        <source>validation words covered (%)</source>
        <translation>gedeckte Wörter der Validierung (%)</translation>
    </message>
    <message>
        <source>vocabulary ({0})</source>
        <translation>Vokabular ({0})</translation>
    </message>
    <message>
        <source>Lengths</source>
        <translation>Längen</translation>
    </message>
    <message>
        <source>Length of target to source</source>
        <translation>Länge von Ziel zu Quelle</translation>
    </message>
    <message>
        <source>Most frequent words: {0}</source>
        <translation>Häufigste Wörter: {0}</translation>
    </message>
    <message>
        <source>Growth of the vocabulary</source>
        <translation>Wachstum des Vokabulars</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Abdeckung</translation>
    </message>
    <message>
        <source>Scripts</source>
        <translation>Schriften</translation>
    </message>
    <message>
        <source>Rarest words</source>
        <translation>Seltenste Wörter</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>Sprachen</translation>
    </message>
    <message>
        <source>Half of the sources have at most {0} words, half of the targets at most {1}.</source>
        <translation>Die Hälfte der Quellsätze hat höchstens {0} Wörter, die Hälfte der Zielsätze höchstens {1}.</translation>
    </message>
    <message>
        <source>A target has {0:.2f} words for one of the source in the median (dashed); nine of ten pairs lie between {1:.2f} and {2:.2f}.</source>
        <translation>Ein Zielsatz hat im Median {0:.2f} Wörter auf eines der Quelle (gestrichelt); neun von zehn Paaren liegen zwischen {1:.2f} und {2:.2f}.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln longer pair(s) are outside.</source>
        <translation>
            <numerusform>%Ln längeres Paar liegt außerhalb.</numerusform>
            <numerusform>%Ln längere Paare liegen außerhalb.</numerusform>
        </translation>
    </message>
    <message>
        <source>source words</source>
        <translation>Wörter der Quelle</translation>
    </message>
    <message>
        <source>target words</source>
        <translation>Wörter des Ziels</translation>
    </message>
    <message>
        <source>{0:,} distinct words; the {1} most frequent are {2:.0%} of the text.</source>
        <translation>{0:,} verschiedene Wörter; die {1} häufigsten machen {2:.0%} des Textes aus.</translation>
    </message>
    <message>
        <source>word</source>
        <translation>Wort</translation>
    </message>
    <message>
        <source>times</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Twice the text brings {0:.0%} more words of the source and {1:.0%} of the target (Heaps&apos; exponents {2:.2f} and {3:.2f}).</source>
        <translation>Doppelt so viel Text bringt {0:.0%} mehr Wörter der Quelle und {1:.0%} des Ziels (Exponenten nach Heaps {2:.2f} und {3:.2f}).</translation>
    </message>
    <message>
        <source>side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>by Heaps&apos; law</source>
        <translation>nach Heaps’ Gesetz</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Of the validation words, {0:.1%} of the source and {1:.1%} of the target stand in the training part.</source>
        <translation>Von den Wörtern der Validierung stehen {0:.1%} der Quelle und {1:.1%} des Ziels im Trainingsteil.</translation>
    </message>
    <message>
        <source>most frequent words</source>
        <translation>häufigste Wörter</translation>
    </message>
    <message>
        <source>training: source (%)</source>
        <translation>Training: Quelle (%)</translation>
    </message>
    <message>
        <source>target (%)</source>
        <translation>Ziel (%)</translation>
    </message>
    <message>
        <source>validation: source (%)</source>
        <translation>Validierung: Quelle (%)</translation>
    </message>
    <message>
        <source>The source is written in {0}, the target in {1}.</source>
        <translation>Die Quelle ist in {0} geschrieben, das Ziel in {1}.</translation>
    </message>
    <message>
        <source>Of {0:,} pairs, the sources read most like {1} and the targets like {2}.</source>
        <translation>Von {0:,} Paaren lesen sich die Quellsätze am ehesten wie {1} und die Zielsätze wie {2}.</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>{0:,} source words ({1:.0%}) and {2:,} target words ({3:.0%}) were counted once; some of them:</source>
        <translation>{0:,} Wörter der Quelle ({1:.0%}) und {2:,} des Ziels ({3:.0%}) kamen einmal vor; einige davon:</translation>
    </message>
    <message>
        <source>source word</source>
        <translation>Wort der Quelle</translation>
    </message>
    <message>
        <source>target word</source>
        <translation>Wort des Ziels</translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>The pairs have not been measured yet.</source>
        <translation>Die Paare sind noch nicht vermessen.</translation>
    </message>
    <message>
        <source>Meas&amp;ure</source>
        <translation>M&amp;essen</translation>
    </message>
    <message>
        <source>Picture of the dataset</source>
        <translation>Bild des Datensatzes</translation>
    </message>
    <message>
        <source>Looking at the pairs</source>
        <translation>Die Paare werden betrachtet</translation>
    </message>
    <message>
        <source>Measured on all {0:,} training pairs; the lengths are those of all pairs.</source>
        <translation>Gemessen an allen {0:,} Trainingspaaren; die Längen sind die aller Paare.</translation>
    </message>
    <message>
        <source>Measured on {1:,} of {0:,} training pairs, evenly spread; the lengths are those of all pairs.</source>
        <translation>Gemessen an {1:,} von {0:,} Trainingspaaren, gleichmäßig verteilt; die Längen sind die aller Paare.</translation>
    </message>
</context>
<context>
    <name>PinnedDialog</name>
    <message>
        <source>Pinned sentences</source>
        <translation>Angeheftete Sätze</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>Its translation, if you know it</source>
        <translation>Seine Übersetzung, falls Sie sie kennen</translation>
    </message>
    <message>
        <source>From &amp;validation</source>
        <translation>Aus der &amp;Validierung</translation>
    </message>
    <message>
        <source>Follow sentences that the training takes from the validation part</source>
        <translation>Sätzen folgen, die das Training aus dem Validierungsteil nimmt</translation>
    </message>
    <message>
        <source>At every validation the training keeps who looks at whom in these sentences. With a translation of yours the decoder reads that at each step, so that the maps can be compared; without one, what it wrote itself.</source>
        <translation>Bei jeder Validierung hält das Training fest, was in diesen Sätzen auf was achtet. Mit einer Übersetzung von Ihnen liest der Decoder jedes Mal diese, sodass sich die Karten vergleichen lassen; ohne sie liest er, was er selbst geschrieben hat.</translation>
    </message>
    <message>
        <source>An empty table: the training chooses five of its validation.</source>
        <translation>Eine leere Tabelle: Das Training wählt fünf aus seiner Validierung.</translation>
    </message>
    <message>
        <source>&amp;Put back</source>
        <translation>&amp;Zurückholen</translation>
    </message>
</context>
<context>
    <name>PreflightDialog</name>
    <message>
        <source>Does the training fit?</source>
        <translation>Passt das Training?</translation>
    </message>
    <message>
        <source>Check &amp;again</source>
        <translation>Erneut &amp;prüfen</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Wird gemessen …</translation>
    </message>
    <message>
        <source>A few real training steps are run, and nothing of them is kept.</source>
        <translation>Einige echte Trainingsschritte laufen, und nichts davon wird behalten.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Beginnt …</translation>
    </message>
    <message>
        <source>Not measured</source>
        <translation>Nicht gemessen</translation>
    </message>
    <message>
        <source>The check was cancelled. A training can be started without one.</source>
        <translation>Die Prüfung wurde abgebrochen. Ein Training kann auch ohne sie beginnen.</translation>
    </message>
    <message>
        <source>It fits</source>
        <translation>Es passt</translation>
    </message>
    <message>
        <source>It does not fit</source>
        <translation>Es passt nicht</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>No change of one or two settings was found that makes it fit.</source>
        <translation>Keine Änderung einer oder zweier Einstellungen wurde gefunden, mit der es passt.</translation>
    </message>
    <message>
        <source>These two changes together make it fit:</source>
        <translation>Diese zwei Änderungen zusammen machen es passend:</translation>
    </message>
    <message>
        <source>This makes it fit:</source>
        <translation>Das macht es passend:</translation>
    </message>
    <message>
        <source>Either of these makes it fit:</source>
        <translation>Eines davon macht es passend:</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Change: {0}</source>
        <translation>Ändern: {0}</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Steps an epoch</source>
        <translation>Schritte je Epoche</translation>
    </message>
    <message>
        <source>Steps in all</source>
        <translation>Schritte insgesamt</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation>GPU-Speicher</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Festplatte</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>about {0} each</source>
        <translation>je etwa {0}</translation>
    </message>
    <message>
        <source>under 1 s each</source>
        <translation>je unter 1 s</translation>
    </message>
    <message>
        <source>One step</source>
        <translation>Ein Schritt</translation>
    </message>
    <message>
        <source>mean of {0}</source>
        <translation>Mittel aus {0}</translation>
    </message>
    <message>
        <source>Tokens a second</source>
        <translation>Token je Sekunde</translation>
    </message>
    <message>
        <source>Validations</source>
        <translation>Validierungen</translation>
    </message>
    <message>
        <source>Whole training</source>
        <translation>Ganzes Training</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>höchstens</translation>
    </message>
    <message>
        <source>limited by epochs</source>
        <translation>begrenzt durch Epochen</translation>
    </message>
    <message>
        <source>limited by steps</source>
        <translation>begrenzt durch Schritte</translation>
    </message>
    <message>
        <source>limited by minutes</source>
        <translation>begrenzt durch Minuten</translation>
    </message>
    <message>
        <source>of {0} free</source>
        <translation>von {0}, die frei sind</translation>
    </message>
    <message>
        <source>of {0} free, an estimate</source>
        <translation>von {0}, die frei sind; geschätzt</translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Trained for</source>
        <translation>Trainiert seit</translation>
    </message>
    <message>
        <source>Time left, at most</source>
        <translation>Noch höchstens</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Best BLEU</source>
        <translation>Bestes BLEU</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energie</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Auslastung</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Progress of the training</source>
        <translation>Fortschritt des Trainings</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Nothing on the machine that trains counts it, or only its administrator may read it.</source>
        <translation>Auf dem trainierenden Rechner zählt sie nichts, oder nur sein Administrator darf sie lesen.</translation>
    </message>
    <message>
        <source>Counted by: {0}. Whatever else ran on it is in it.</source>
        <translation>Gezählt von: {0}. Was dort sonst lief, ist darin enthalten.</translation>
    </message>
    <message>
        <source>CPU {0} · {1}</source>
        <translation>CPU {0} · {1}</translation>
    </message>
    <message>
        <source>GPU {0}</source>
        <translation>GPU {0}</translation>
    </message>
    <message>
        <source>The training takes {0} of {1} cores and {2} of {3} of memory</source>
        <translation>Das Training braucht {0} von {1} Kernen und {2} von {3} Speicher</translation>
    </message>
    <message>
        <source>The GPU takes {0} W</source>
        <translation>Die GPU braucht {0} W</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentence(s)</source>
        <translation>
            <numerusform>%Ln Satz</numerusform>
            <numerusform>%Ln Sätze</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} tokens/s</source>
        <translation>{0} Token/s</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>&amp;Add the Model page’s settings</source>
        <translation>Einstellungen &amp;hinzufügen</translation>
    </message>
    <message>
        <source>On the dataset that is open now</source>
        <translation>Die der Seite „Modell“, auf dem Datensatz, der jetzt offen ist</translation>
    </message>
    <message>
        <source>From its last checkpoint</source>
        <translation>Von seinem letzten Checkpoint an</translation>
    </message>
    <message>
        <source>Add the c&amp;hosen run to continue</source>
        <translation>&amp;Gewählten Lauf fortsetzen</translation>
    </message>
    <message>
        <source>Train this one earlier</source>
        <translation>Dies früher trainieren</translation>
    </message>
    <message>
        <source>U&amp;p</source>
        <translation>Na&amp;ch oben</translation>
    </message>
    <message>
        <source>Do&amp;wn</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>Train this one later</source>
        <translation>Dies später trainieren</translation>
    </message>
    <message>
        <source>Remo&amp;ve</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Take this one out of the queue</source>
        <translation>Nimmt dies aus der Warteschlange</translation>
    </message>
    <message>
        <source>Waiting trainings</source>
        <translation>Wartende Trainings</translation>
    </message>
    <message>
        <source>Nothing waits. What is added here is trained one after another.</source>
        <translation>Nichts wartet. Was hier hinzukommt, wird eins nach dem anderen trainiert.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>&amp;Start the queue</source>
        <translation>Warteschlange &amp;starten</translation>
    </message>
    <message>
        <source>Hol&amp;d the queue</source>
        <translation>Warteschlange &amp;anhalten</translation>
    </message>
    <message>
        <source>Begins no other training after the one in hand</source>
        <translation>Beginnt nach dem laufenden kein weiteres Training</translation>
    </message>
    <message>
        <source>Trains what waits, one after another</source>
        <translation>Trainiert, was wartet, eins nach dem anderen</translation>
    </message>
    <message>
        <source>continue</source>
        <translation>fortsetzen</translation>
    </message>
    <message>
        <source>new run</source>
        <translation>neuer Lauf</translation>
    </message>
    <message>
        <source>(named by the time)</source>
        <translation>(nach der Zeit benannt)</translation>
    </message>
</context>
<context>
    <name>ReadingFields</name>
    <message>
        <source>Tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>Comma ,</source>
        <translation>Komma ,</translation>
    </message>
    <message>
        <source>Semicolon ;</source>
        <translation>Semikolon ;</translation>
    </message>
    <message>
        <source>Bar |</source>
        <translation>Strich |</translation>
    </message>
    <message>
        <source>The first line names the columns</source>
        <translation>Die erste Zeile benennt die Spalten</translation>
    </message>
    <message>
        <source>code, such as en</source>
        <translation>Code, etwa en</translation>
    </message>
    <message>
        <source>Strip them</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep as {1}</source>
        <translation>Als {1} behalten</translation>
    </message>
    <message>
        <source>Leave the pair out</source>
        <translation>Das Paar auslassen</translation>
    </message>
    <message>
        <source>All with a target</source>
        <translation>Alle mit Ziel</translation>
    </message>
    <message>
        <source>Translated</source>
        <translation>Übersetzte</translation>
    </message>
    <message>
        <source>Approved only</source>
        <translation>Nur freigegebene</translation>
    </message>
    <message>
        <source>Take fuzzy messages too</source>
        <translation>Auch unscharfe Meldungen nehmen</translation>
    </message>
    <message>
        <source>In the archive</source>
        <translation>Im Archiv</translation>
    </message>
    <message>
        <source>Which files of the archive are read</source>
        <translation>Welche Dateien des Archivs gelesen werden</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Blatt</translation>
    </message>
    <message>
        <source>Sheet of the workbook</source>
        <translation>Blatt der Arbeitsmappe</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Kodierung</translation>
    </message>
    <message>
        <source>How the file&apos;s bytes stand for letters</source>
        <translation>Wie die Bytes der Datei für Buchstaben stehen</translation>
    </message>
    <message>
        <source>Target encoding</source>
        <translation>Ziel-Kodierung</translation>
    </message>
    <message>
        <source>How the second file&apos;s bytes stand for letters</source>
        <translation>Wie die Bytes der zweiten Datei für Buchstaben stehen</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>Trennzeichen</translation>
    </message>
    <message>
        <source>What stands between the columns</source>
        <translation>Was zwischen den Spalten steht</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Kopfzeile</translation>
    </message>
    <message>
        <source>Leave the first line out</source>
        <translation>Die erste Zeile auslassen</translation>
    </message>
    <message>
        <source>Source column</source>
        <translation>Quellspalte</translation>
    </message>
    <message>
        <source>Column that is translated from</source>
        <translation>Spalte, aus der übersetzt wird</translation>
    </message>
    <message>
        <source>Target column</source>
        <translation>Zielspalte</translation>
    </message>
    <message>
        <source>Column that is translated to</source>
        <translation>Spalte, in die übersetzt wird</translation>
    </message>
    <message>
        <source>Source key</source>
        <translation>Quellschlüssel</translation>
    </message>
    <message>
        <source>Under which each record has the sentence</source>
        <translation>Worunter jeder Datensatz den Satz hat</translation>
    </message>
    <message>
        <source>Target key</source>
        <translation>Zielschlüssel</translation>
    </message>
    <message>
        <source>Under which each record has the translation</source>
        <translation>Worunter jeder Datensatz die Übersetzung hat</translation>
    </message>
    <message>
        <source>Source language</source>
        <translation>Quellsprache</translation>
    </message>
    <message>
        <source>Code of the language translated from</source>
        <translation>Code der Sprache, aus der übersetzt wird</translation>
    </message>
    <message>
        <source>Target language</source>
        <translation>Zielsprache</translation>
    </message>
    <message>
        <source>Code of the language translated to</source>
        <translation>Code der Sprache, in die übersetzt wird</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Einheiten</translation>
    </message>
    <message>
        <source>How far the translation of a unit must be for it to be read</source>
        <translation>Wie weit die Übersetzung einer Einheit sein muss, damit sie gelesen wird</translation>
    </message>
    <message>
        <source>Inline codes</source>
        <translation>Inline-Codes</translation>
    </message>
    <message>
        <source>What becomes of formatting and other codes in a sentence</source>
        <translation>Was aus Formatierung und anderen Codes im Satz wird</translation>
    </message>
    <message>
        <source>Fuzzy</source>
        <translation>Unscharf</translation>
    </message>
    <message>
        <source>Messages whose translation is marked as in need of a look</source>
        <translation>Meldungen, deren Übersetzung noch durchgesehen werden soll</translation>
    </message>
</context>
<context>
    <name>RejectedTable</name>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Why it was left out</source>
        <translation>Warum sie ausgelassen wurde</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Lines left out</source>
        <translation>Ausgelassene Zeilen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>E&amp;xportieren …</translation>
    </message>
    <message>
        <source>Writes line number, reason and text of these lines as tab-separated text</source>
        <translation>Schreibt Zeilennummer, Grund und Text dieser Zeilen als Text mit Tabulatoren</translation>
    </message>
    <message>
        <source>Nothing was left out: every line became a pair.</source>
        <translation>Nichts wurde ausgelassen: Aus jeder Zeile wurde ein Paar.</translation>
    </message>
    <message>
        <source>Lines left out: {0:,}. {1}.</source>
        <translation>Ausgelassene Zeilen: {0:,}. {1}.</translation>
    </message>
    <message>
        <source>The first {0:,} of them are kept:</source>
        <translation>Die ersten {0:,} davon sind aufbewahrt:</translation>
    </message>
    <message>
        <source>Export the lines that were left out</source>
        <translation>Ausgelassene Zeilen exportieren</translation>
    </message>
    <message>
        <source>Tab-separated text (*.tsv)</source>
        <translation>Text mit Tabulatoren (*.tsv)</translation>
    </message>
    <message numerus="yes">
        <source>Wrote %Ln line(s) to {0}.</source>
        <translation>
            <numerusform>%Ln Zeile nach {0} geschrieben.</numerusform>
            <numerusform>%Ln Zeilen nach {0} geschrieben.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RuleDetails</name>
    <message>
        <source>R&amp;epair</source>
        <translation>R&amp;eparieren</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Some of the pairs that the rule would take</source>
        <translation>Einige der Paare, die die Regel herausnähme</translation>
    </message>
    <message>
        <source>This rule is always applied.</source>
        <translation>Diese Regel gilt immer.</translation>
    </message>
    <message>
        <source>Switch o&amp;n again</source>
        <translation>Wieder ansc&amp;halten</translation>
    </message>
    <message>
        <source>S&amp;witch off</source>
        <translation>Absc&amp;halten</translation>
    </message>
    <message>
        <source>Its pairs are used again; what was found stays and can be switched on again</source>
        <translation>Ihre Paare werden wieder verwendet; was gefunden wurde, bleibt und lässt sich wieder anschalten</translation>
    </message>
    <message>
        <source>Its pairs are set aside again, without looking for them anew</source>
        <translation>Ihre Paare werden wieder beiseitegelegt, ohne sie neu zu suchen</translation>
    </message>
    <message>
        <source>Writes the repaired text into the pairs that the rule has taken; Undo takes it back</source>
        <translation>Schreibt den reparierten Text in die Paare, die die Regel getroffen hat; „Rückgängig“ nimmt es zurück</translation>
    </message>
    <message>
        <source>Apply the rules first: what this one takes can be repaired then</source>
        <translation>Wenden Sie zuerst die Regeln an: Was diese trifft, kann dann repariert werden</translation>
    </message>
    <message>
        <source>Press Preview to see which pairs it would take.</source>
        <translation>Drücken Sie „Vorschau“, um zu sehen, welche Paare sie herausnähme.</translation>
    </message>
    <message>
        <source>{0} of them, from all over the dataset:</source>
        <translation>{0} davon, aus dem ganzen Datensatz:</translation>
    </message>
    <message numerus="yes">
        <source>Would take %Ln pair(s).</source>
        <translation>
            <numerusform>Nähme %Ln Paar heraus.</numerusform>
            <numerusform>Nähme %Ln Paare heraus.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Took %Ln pair(s).</source>
        <translation>
            <numerusform>Nahm %Ln Paar heraus.</numerusform>
            <numerusform>Nahm %Ln Paare heraus.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RuleList</name>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Would take</source>
        <translation>Nähme heraus</translation>
    </message>
    <message>
        <source>Takes now</source>
        <translation>Nimmt jetzt</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Space switches a rule on or off</source>
        <translation>Die Leertaste schaltet eine Regel an oder ab</translation>
    </message>
    <message>
        <source>{0:,}, off</source>
        <translation>{0:,}, aus</translation>
    </message>
</context>
<context>
    <name>RunActions</name>
    <message>
        <source>The open dataset stays: open another one on the Data page if the new run is to have it.</source>
        <translation>Der offene Datensatz bleibt: Öffnen Sie auf der Seite „Daten“ einen anderen, wenn der neue Lauf ihn haben soll.</translation>
    </message>
    <message>
        <source>Open a dataset on the Data page.</source>
        <translation>Öffnen Sie einen Datensatz auf der Seite „Daten“.</translation>
    </message>
    <message>
        <source>The new run has the others alone; open or import what is missing on the Data page.</source>
        <translation>Der neue Lauf hat nur die übrigen; öffnen oder importieren Sie das Fehlende auf der Seite „Daten“.</translation>
    </message>
    <message>
        <source>Data gone</source>
        <translation>Daten fehlen</translation>
    </message>
    <message>
        <source>The settings are taken, but not all of the data: {0} cannot be opened.</source>
        <translation>Die Einstellungen sind übernommen, aber nicht alle Daten: {0} lässt sich nicht öffnen.</translation>
    </message>
    <message>
        <source>Older format</source>
        <translation>Älteres Format</translation>
    </message>
    <message>
        <source>The settings are taken, but not this data of an older format: {0}.</source>
        <translation>Die Einstellungen sind übernommen, nicht aber diese Daten in einem älteren Format: {0}.</translation>
    </message>
    <message>
        <source>Open it once on the Data page, which brings it up to date, then take the settings again.</source>
        <translation>Öffnen Sie sie einmal auf der Seite „Daten“, die sie auf den neuen Stand bringt, und übernehmen Sie die Einstellungen dann noch einmal.</translation>
    </message>
    <message>
        <source>{0} moved to the trash.</source>
        <translation>{0} in den Papierkorb gelegt.</translation>
    </message>
    <message>
        <source>Still in the trash: {0}.</source>
        <translation>Noch im Papierkorb: {0}.</translation>
    </message>
    <message>
        <source>{0} runs</source>
        <translation>{0} Läufe</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>In den Papierkorb legen</translation>
    </message>
    <message>
        <source>Move {0} to the trash?</source>
        <translation>{0} in den Papierkorb legen?</translation>
    </message>
    <message>
        <source>&amp;Bring up to date</source>
        <translation>&amp;Auf den neuen Stand bringen</translation>
    </message>
    <message>
        <source>&amp;Move</source>
        <translation>Papier&amp;korb</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>HTML (*.html)</source>
        <translation>HTML (*.html)</translation>
    </message>
    <message>
        <source>The report was written to {0}.</source>
        <translation>Der Bericht wurde nach {0} geschrieben.</translation>
    </message>
    <message>
        <source>The curves were written: tensorboard --logdir {0} shows them.</source>
        <translation>Die Kurven sind geschrieben: tensorboard --logdir {0} zeigt sie.</translation>
    </message>
</context>
<context>
    <name>RunChooser</name>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>A finished, stopped or running training that has saved a model</source>
        <translation>Ein beendetes, angehaltenes oder laufendes Training, das ein Modell gespeichert hat</translation>
    </message>
    <message>
        <source>No run with a model yet</source>
        <translation>Noch kein Lauf mit einem Modell</translation>
    </message>
    <message>
        <source>Refresh the list of runs</source>
        <translation>Liste der Läufe auffrischen</translation>
    </message>
    <message>
        <source>Looks for new runs</source>
        <translation>Sucht nach neuen Läufen</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>D&amp;urchsuchen …</translation>
    </message>
    <message>
        <source>Choose a run folder in another place</source>
        <translation>Einen Lauf-Ordner an anderer Stelle wählen</translation>
    </message>
    <message>
        <source>Run folder</source>
        <translation>Lauf-Ordner</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>Schritt {0}</translation>
    </message>
</context>
<context>
    <name>RunCurves</name>
    <message>
        <source>by st&amp;ep</source>
        <translation>nach &amp;Schritt</translation>
    </message>
    <message>
        <source>by t&amp;ime</source>
        <translation>nach &amp;Zeit</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>Validierungsverlust</translation>
    </message>
    <message>
        <source>validation loss (nats)</source>
        <translation>Validierungsverlust (Nats)</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>Trainingsverlust</translation>
    </message>
    <message>
        <source>training loss (nats)</source>
        <translation>Trainingsverlust (Nats)</translation>
    </message>
    <message>
        <source>BLEU</source>
        <translation>BLEU</translation>
    </message>
    <message>
        <source>BLEU (0 to 100)</source>
        <translation>BLEU (0 bis 100)</translation>
    </message>
    <message>
        <source>chrF</source>
        <translation>chrF</translation>
    </message>
    <message>
        <source>chrF (0 to 100)</source>
        <translation>chrF (0 bis 100)</translation>
    </message>
    <message>
        <source>per token</source>
        <translation>je Token</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>rate (× 10⁻³)</source>
        <translation>Rate (× 10⁻³)</translation>
    </message>
    <message>
        <source>before clipping</source>
        <translation>vor dem Clipping</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>Token/s</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>Perplexität</translation>
    </message>
    <message>
        <source>Token accuracy</source>
        <translation>Token-Genauigkeit</translation>
    </message>
    <message>
        <source>% of tokens</source>
        <translation>% der Token</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>Gradientennorm</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Show or hide the curves: {0}</source>
        <translation>Kurven zeigen oder verbergen: {0}</translation>
    </message>
    <message>
        <source>minutes of training</source>
        <translation>Minuten Training</translation>
    </message>
    <message>
        <source>No value of this yet.</source>
        <translation>Davon noch kein Wert.</translation>
    </message>
    <message>
        <source>Choose runs in the table.</source>
        <translation>Wählen Sie Läufe in der Tabelle.</translation>
    </message>
    <message>
        <source>{0} (cannot be read)</source>
        <translation>{0} (nicht lesbar)</translation>
    </message>
</context>
<context>
    <name>RunJobs</name>
    <message>
        <source>Comparing…</source>
        <translation>Wird verglichen …</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Beginnt …</translation>
    </message>
    <message>
        <source>Stopping: the model is being saved…</source>
        <translation>Wird beendet: Das Modell wird gespeichert …</translation>
    </message>
</context>
<context>
    <name>RunLibrary</name>
    <message>
        <source>renamed</source>
        <translation>umbenannt</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
</context>
<context>
    <name>RunsModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>BLEU</source>
        <translation>BLEU</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energie</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>starred</source>
        <translation>mit Stern</translation>
    </message>
    <message>
        <source>not starred</source>
        <translation>ohne Stern</translation>
    </message>
    <message>
        <source>Its signature is not known.</source>
        <translation>Seine Signatur ist nicht bekannt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentence(s)</source>
        <translation>
            <numerusform>%Ln Satz</numerusform>
            <numerusform>%Ln Sätze</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing on that machine counted it.</source>
        <translation>Auf jenem Rechner hat sie nichts gezählt.</translation>
    </message>
</context>
<context>
    <name>RunsPage</name>
    <message>
        <source>Search the runs</source>
        <translation>Läufe durchsuchen</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Con&amp;tinue</source>
        <translation>F&amp;ortsetzen</translation>
    </message>
    <message>
        <source>&amp;Clone</source>
        <translation>&amp;Klonen</translation>
    </message>
    <message>
        <source>&amp;Report…</source>
        <translation>&amp;Bericht …</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>There is no run yet: train a first model.</source>
        <translation>Es gibt noch keinen Lauf: Trainieren Sie ein erstes Modell.</translation>
    </message>
    <message>
        <source>Go to Training</source>
        <translation>Zum Training</translation>
    </message>
    <message>
        <source>Trainings wait in the queue since the last time: {0}.</source>
        <translation>In der Warteschlange warten Trainings seit dem letzten Mal: {0}.</translation>
    </message>
    <message>
        <source>Start the &amp;queue</source>
        <translation>&amp;Warteschlange starten</translation>
    </message>
    <message>
        <source>Show the run on the Training page (Enter)</source>
        <translation>Den Lauf auf der Seite „Training“ zeigen (Eingabetaste)</translation>
    </message>
    <message>
        <source>Go on with its training from its last checkpoint</source>
        <translation>Sein Training vom letzten Checkpoint an fortsetzen</translation>
    </message>
    <message>
        <source>Take its settings to the Model page for a new run</source>
        <translation>Seine Einstellungen für einen neuen Lauf auf die Seite „Modell“ bringen</translation>
    </message>
    <message>
        <source>Write all that is known of it into one HTML file</source>
        <translation>Alles, was über ihn bekannt ist, in eine HTML-Datei schreiben</translation>
    </message>
    <message>
        <source>Move the chosen runs to the trash</source>
        <translation>Die gewählten Läufe in den Papierkorb legen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Search name, dataset, preset, state, tags, note</source>
        <translation>Name, Datensatz, Vorlage, Zustand, Tags, Notiz durchsuchen</translation>
    </message>
    <message>
        <source>; ★ for starred</source>
        <translation>; ★ für Läufe mit Stern</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Wertungen</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>Doktor</translation>
    </message>
    <message>
        <source>Sweeps</source>
        <translation>Sweeps</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>{0:,} of {1:,} runs</source>
        <translation>{0:,} von {1:,} Läufen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s)</source>
        <translation>
            <numerusform>%Ln Lauf</numerusform>
            <numerusform>%Ln Läufe</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} chosen</source>
        <translation>{0} gewählt</translation>
    </message>
    <message>
        <source>The order by BLEU is no ranking.</source>
        <translation>Die Reihenfolge nach BLEU ist keine Rangliste.</translation>
    </message>
    <message>
        <source>Taken out of the queue.</source>
        <translation>Aus der Warteschlange genommen.</translation>
    </message>
</context>
<context>
    <name>RunsTable</name>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Con&amp;tinue training</source>
        <translation>Training &amp;fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Clone settings</source>
        <translation>Einstellungen &amp;klonen</translation>
    </message>
    <message>
        <source>Re&amp;name…</source>
        <translation>&amp;Umbenennen …</translation>
    </message>
    <message>
        <source>&amp;Star</source>
        <translation>&amp;Stern</translation>
    </message>
    <message>
        <source>Ta&amp;gs…</source>
        <translation>Ta&amp;gs …</translation>
    </message>
    <message>
        <source>Not&amp;e…</source>
        <translation>&amp;Notiz …</translation>
    </message>
    <message>
        <source>&amp;Report as HTML…</source>
        <translation>&amp;Bericht als HTML …</translation>
    </message>
    <message>
        <source>Write curves for Tensor&amp;Board</source>
        <translation>Kurven für Tensor&amp;Board schreiben</translation>
    </message>
    <message>
        <source>Copy the &amp;path</source>
        <translation>&amp;Pfad kopieren</translation>
    </message>
    <message>
        <source>Move to the t&amp;rash</source>
        <translation>In den Papie&amp;rkorb legen</translation>
    </message>
    <message>
        <source>Sort &amp;by</source>
        <translation>S&amp;ortieren nach</translation>
    </message>
    <message>
        <source>Col&amp;umns</source>
        <translation>S&amp;palten</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>Stern</translation>
    </message>
    <message>
        <source>&amp;Descending</source>
        <translation>&amp;Absteigend</translation>
    </message>
    <message>
        <source>No run has all of these words.</source>
        <translation>Kein Lauf hat alle diese Wörter.</translation>
    </message>
</context>
<context>
    <name>SamplesTable</name>
    <message>
        <source>Sample translations</source>
        <translation>Beispielübersetzungen</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Genau</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Übersetzung</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>{0}
before: {1}</source>
        <translation>{0}
zuvor: {1}</translation>
    </message>
    <message>
        <source>Each validation shows some of its translations here.</source>
        <translation>Jede Validierung zeigt hier einige ihrer Übersetzungen.</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Replace a file</source>
        <translation>Datei ersetzen</translation>
    </message>
    <message>
        <source>{0} is there already. Replace it?</source>
        <translation>{0} gibt es schon. Ersetzen?</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>&amp;Ersetzen</translation>
    </message>
</context>
<context>
    <name>ScorePanel</name>
    <message>
        <source>Source sentences</source>
        <translation>Quellsätze</translation>
    </message>
    <message>
        <source>References</source>
        <translation>Referenzen</translation>
    </message>
    <message>
        <source>Translate as in</source>
        <translation>Übersetzen wie in</translation>
    </message>
    <message>
        <source>The dataset of a run&apos;s mix as which files are translated; the test part has tags of its own</source>
        <translation>Der Datensatz aus der Mischung eines Laufs, als dessen Texte Dateien übersetzt werden; der Testteil hat eigene Kennzeichen</translation>
    </message>
    <message>
        <source>&amp;Score the chosen runs</source>
        <translation>Gewählte Läufe be&amp;werten</translation>
    </message>
    <message>
        <source>Translates the test set with each chosen run and tests the others against the first</source>
        <translation>Übersetzt den Testsatz mit jedem gewählten Lauf und prüft die anderen gegen den ersten</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>Ends the comparison; nothing of it is kept</source>
        <translation>Beendet den Vergleich; nichts davon bleibt</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Wertungen</translation>
    </message>
    <message>
        <source>{0}: the test part of the dataset</source>
        <translation>{0}: der Testteil des Datensatzes</translation>
    </message>
    <message>
        <source>Choose a file: {0}</source>
        <translation>Eine Datei wählen: {0}</translation>
    </message>
    <message>
        <source>Choose two or more runs and score them: BLEU and chrF with 95 % intervals.</source>
        <translation>Wählen Sie zwei oder mehr Läufe und bewerten Sie sie: BLEU und chrF mit 95-%-Intervallen.</translation>
    </message>
    <message>
        <source>As in {0}</source>
        <translation>Wie in {0}</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>BLEU [95 %]</source>
        <translation>BLEU</translation>
    </message>
    <message>
        <source>chrF [95 %]</source>
        <translation>chrF</translation>
    </message>
    <message>
        <source>Differs from its baseline</source>
        <translation>Anders als der Vergleichslauf</translation>
    </message>
    <message>
        <source>Test set</source>
        <translation>Testdaten</translation>
    </message>
    <message>
        <source>Weights of step</source>
        <translation>Gewichte von Schritt</translation>
    </message>
    <message>
        <source>{0}, {1:,} sentences ({2})</source>
        <translation>{0}, {1:,} Sätze ({2})</translation>
    </message>
    <message>
        <source>{0:,}; trained further since</source>
        <translation>{0:,}; seitdem weiter trainiert</translation>
    </message>
    <message>
        <source>is the baseline</source>
        <translation>ist der Vergleichslauf</translation>
    </message>
    <message>
        <source>yes, p = {1:.3f}, from {0}</source>
        <translation>ja, p = {1:.3f}, gegen {0}</translation>
    </message>
    <message>
        <source>not shown, p = {1:.3f}, from {0}</source>
        <translation>nicht gezeigt, p = {1:.3f}, gegen {0}</translation>
    </message>
</context>
<context>
    <name>SearchOptions</name>
    <message>
        <source>Beam search</source>
        <translation>Beam-Suche</translation>
    </message>
    <message>
        <source>Greedy</source>
        <translation>Greedy</translation>
    </message>
    <message>
        <source>Diverse beams</source>
        <translation>Vielfältige Beams</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>Sampling</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Met&amp;hod</source>
        <translation>Met&amp;hode</translation>
    </message>
    <message>
        <source>B&amp;eam</source>
        <translation>B&amp;eam</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>See&amp;d</translation>
    </message>
    <message>
        <source>&amp;Diversity</source>
        <translation>Viel&amp;falt</translation>
    </message>
    <message>
        <source>T&amp;emperature</source>
        <translation>Tempe&amp;ratur</translation>
    </message>
    <message>
        <source>Top &amp;k</source>
        <translation>Top &amp;k</translation>
    </message>
    <message>
        <source>Top &amp;p</source>
        <translation>Top &amp;p</translation>
    </message>
    <message>
        <source>M&amp;in p</source>
        <translation>M&amp;in p</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>&amp;Zeigen</translation>
    </message>
    <message>
        <source>Translations shown</source>
        <translation>Gezeigte Übersetzungen</translation>
    </message>
    <message>
        <source>At most as many as the beam has; of sampling, as many are drawn</source>
        <translation>Höchstens so viele, wie der Beam hat; beim Sampling werden so viele gezogen</translation>
    </message>
</context>
<context>
    <name>SectionCard</name>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Show the settings that are seldom changed</source>
        <translation>Selten geänderte Einstellungen zeigen</translation>
    </message>
</context>
<context>
    <name>SettingDifferences</name>
    <message>
        <source>Differences of the settings</source>
        <translation>Unterschiede der Einstellungen</translation>
    </message>
    <message>
        <source>Choose two or more runs to see in which settings they differ.</source>
        <translation>Wählen Sie zwei oder mehr Läufe, um zu sehen, in welchen Einstellungen sie sich unterscheiden.</translation>
    </message>
    <message>
        <source>These runs have the same settings.</source>
        <translation>Diese Läufe haben dieselben Einstellungen.</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
</context>
<context>
    <name>SettingHelp</name>
    <message>
        <source>Help on the settings</source>
        <translation>Hilfe zu den Einstellungen</translation>
    </message>
    <message>
        <source>Search the settings…</source>
        <translation>Einstellungen durchsuchen …</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>What the setting does</source>
        <translation>Was die Einstellung tut</translation>
    </message>
    <message>
        <source>Size of your model with other values</source>
        <translation>Größe Ihres Modells mit anderen Werten</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Memory of training, about</source>
        <translation>Speicher beim Training, etwa</translation>
    </message>
</context>
<context>
    <name>SizeSummary</name>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>Embeddings</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>Decoder</translation>
    </message>
    <message>
        <source>Output projection</source>
        <translation>Ausgabeprojektion</translation>
    </message>
    <message>
        <source>Weights and optimizer</source>
        <translation>Gewichte, Optimierer</translation>
    </message>
    <message>
        <source>One batch</source>
        <translation>Ein Batch</translation>
    </message>
    <message>
        <source>Program and libraries</source>
        <translation>Programm, Bibliotheken</translation>
    </message>
    <message>
        <source>Memory, about</source>
        <translation>Speicher, etwa</translation>
    </message>
    <message>
        <source>Counted with a full vocabulary; the memory is an estimate.</source>
        <translation>Mit vollem Vokabular gezählt; der Speicher ist geschätzt.</translation>
    </message>
    <message>
        <source>tied</source>
        <translation>gekoppelt</translation>
    </message>
</context>
<context>
    <name>StartPanel</name>
    <message>
        <source>Or begin with a sample</source>
        <translation>Oder mit einem Beispiel beginnen</translation>
    </message>
    <message>
        <source>Use this sample</source>
        <translation>Dieses Beispiel nehmen</translation>
    </message>
    <message>
        <source>Use the sample {0}</source>
        <translation>Das Beispiel {0} nehmen</translation>
    </message>
</context>
<context>
    <name>SweepDialog</name>
    <message>
        <source>New sweep</source>
        <translation>Neuer Sweep</translation>
    </message>
    <message>
        <source>Name of the sweep</source>
        <translation>Name des Sweeps</translation>
    </message>
    <message>
        <source>&amp;All combinations</source>
        <translation>&amp;Alle Kombinationen</translation>
    </message>
    <message>
        <source>&amp;Random:</source>
        <translation>&amp;Zufällig:</translation>
    </message>
    <message>
        <source>Combinations to draw</source>
        <translation>Zahl der zu ziehenden Kombinationen</translation>
    </message>
    <message>
        <source>&amp;Start the sweep</source>
        <translation>&amp;Sweep starten</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(keine)</translation>
    </message>
    <message>
        <source>Setting {0}</source>
        <translation>Einstellung {0}</translation>
    </message>
    <message>
        <source>Values of setting {0}</source>
        <translation>Werte der Einstellung {0}</translation>
    </message>
    <message>
        <source>64, 128   or, at random, 0.001..0.01</source>
        <translation>64; 128   oder, zufällig, 0,001..0,01</translation>
    </message>
    <message>
        <source>Every run has the settings of the Model page, except for those that you choose here.</source>
        <translation>Jeder Lauf hat die Einstellungen der Seite „Modell“, außer denen, die Sie hier wählen.</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>{0} runs, one after another.</source>
        <translation>{0} Läufe, einer nach dem anderen.</translation>
    </message>
</context>
<context>
    <name>SweepPanel</name>
    <message>
        <source>Sweep</source>
        <translation>Sweep</translation>
    </message>
    <message>
        <source>&amp;New sweep…</source>
        <translation>&amp;Neuer Sweep …</translation>
    </message>
    <message>
        <source>Train runs that differ in the settings that you choose, one after another</source>
        <translation>Trainiert nacheinander Läufe, die sich in den gewählten Einstellungen unterscheiden</translation>
    </message>
    <message>
        <source>Stop the s&amp;weep</source>
        <translation>S&amp;weep beenden</translation>
    </message>
    <message>
        <source>Keeps what is trained; the same sweep can be gone on with</source>
        <translation>Behält, was trainiert ist; derselbe Sweep lässt sich fortsetzen</translation>
    </message>
    <message>
        <source>C&amp;ontinue the sweep</source>
        <translation>Sweep f&amp;ortsetzen</translation>
    </message>
    <message>
        <source>with deleted trials</source>
        <translation>mit gelöschten Versuchen</translation>
    </message>
    <message>
        <source>Trains the trials whose runs were deleted once more</source>
        <translation>Trainiert die Versuche, deren Läufe gelöscht wurden, noch einmal</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>A sweep trains one run after another, each with other values for some settings.</source>
        <translation>Ein Sweep trainiert einen Lauf nach dem anderen, jeden mit anderen Werten für einige Einstellungen.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>BLEU</source>
        <translation>BLEU</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>An earlier version began this sweep and did not keep its settings</source>
        <translation>Eine frühere Version hat diesen Sweep begonnen und seine Einstellungen nicht behalten</translation>
    </message>
    <message>
        <source>Trains what waits or was stopped, with the data and the settings that the sweep began with</source>
        <translation>Trainiert, was wartet oder angehalten wurde, mit den Daten und den Einstellungen, mit denen der Sweep begann</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
</context>
<context>
    <name>TimeMachine</name>
    <message>
        <source>Pinned sentence</source>
        <translation>Angehefteter Satz</translation>
    </message>
    <message>
        <source>Whose attention is shown</source>
        <translation>Wessen Attention gezeigt wird</translation>
    </message>
    <message>
        <source>Kind of attention</source>
        <translation>Art der Attention</translation>
    </message>
    <message>
        <source>Encoder: source on source; decoder: target on target; cross: target on source</source>
        <translation>Encoder: Quelle auf Quelle; Decoder: Ziel auf Ziel; Cross: Ziel auf Quelle</translation>
    </message>
    <message>
        <source>Pinned &amp;sentences…</source>
        <translation>Angeheftete &amp;Sätze …</translation>
    </message>
    <message>
        <source>Choose the sentences that a training follows</source>
        <translation>Die Sätze wählen, denen ein Training folgt</translation>
    </message>
    <message>
        <source>S&amp;ave as</source>
        <translation>Spei&amp;chern unter</translation>
    </message>
    <message>
        <source>A picture of this step, or the whole training as an animation</source>
        <translation>Ein Bild dieses Schritts, oder das ganze Training als Animation</translation>
    </message>
    <message>
        <source>All layers and heads</source>
        <translation>Alle Schichten und Köpfe</translation>
    </message>
    <message>
        <source>Entropy of every head</source>
        <translation>Entropie jedes Kopfes</translation>
    </message>
    <message>
        <source>Choose pairs of the dataset on the Data page, and press Attention there.</source>
        <translation>Wählen Sie auf der Seite „Daten“ Paare des Datensatzes aus und drücken Sie dort „Attention“.</translation>
    </message>
    <message>
        <source>This run has kept no attention yet: it does so before its first step and at every validation.</source>
        <translation>Dieser Lauf hat noch keine Attention festgehalten: Das geschieht vor seinem ersten Schritt und bei jeder Validierung.</translation>
    </message>
    <message>
        <source>Start a training, or choose a run above: it shows here what every head of attention does.</source>
        <translation>Starten Sie ein Training, oder wählen Sie oben einen Lauf: Hier sehen Sie dann, was jeder Kopf der Attention tut.</translation>
    </message>
    <message>
        <source>entropy {0} bits, {1} of uniform</source>
        <translation>Entropie {0} Bit, {1} der gleichmäßigen</translation>
    </message>
    <message>
        <source>diagonal</source>
        <translation>Diagonale</translation>
    </message>
    <message>
        <source>previous token</source>
        <translation>voriges Token</translation>
    </message>
    <message>
        <source>two tokens before</source>
        <translation>vorvoriges Token</translation>
    </message>
    <message>
        <source>next token</source>
        <translation>nächstes Token</translation>
    </message>
    <message>
        <source>first token</source>
        <translation>erstes Token</translation>
    </message>
    <message>
        <source>end of sentence</source>
        <translation>Satzende</translation>
    </message>
    <message>
        <source>punctuation</source>
        <translation>Satzzeichen</translation>
    </message>
    <message>
        <source>uniform</source>
        <translation>gleichmäßig</translation>
    </message>
    <message>
        <source>few tokens</source>
        <translation>wenige Token</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>gemischt</translation>
    </message>
    <message>
        <source>Layer {0}, head {1}</source>
        <translation>Schicht {0}, Kopf {1}</translation>
    </message>
    <message>
        <source>Before the first step: the weights are random.</source>
        <translation>Vor dem ersten Schritt: Die Gewichte sind zufällig.</translation>
    </message>
    <message>
        <source>The model writes: {0}</source>
        <translation>Das Modell schreibt: {0}</translation>
    </message>
    <message>
        <source>(nothing)</source>
        <translation>(nichts)</translation>
    </message>
    <message>
        <source>The decoder reads: {0}</source>
        <translation>Der Decoder liest: {0}</translation>
    </message>
</context>
<context>
    <name>TokenizerBench</name>
    <message>
        <source>embedding parameters</source>
        <translation>Embedding-Parameter</translation>
    </message>
    <message>
        <source>tokens a pair</source>
        <translation>Token je Paar</translation>
    </message>
    <message>
        <source>Tokens of a pair over embedding parameters</source>
        <translation>Token je Paar über Embedding-Parametern</translation>
    </message>
    <message>
        <source>The sentence as each of them cuts it</source>
        <translation>Der Satz, wie ihn jeder zerlegt</translation>
    </message>
    <message>
        <source>Sentence to cut</source>
        <translation>Zu zerlegender Satz</translation>
    </message>
    <message>
        <source>Type a sentence and see how each of them cuts it…</source>
        <translation>Schreiben Sie einen Satz und sehen Sie, wie ihn jeder zerlegt …</translation>
    </message>
    <message>
        <source>The pieces appear below; ▁ is the space before a word</source>
        <translation>Die Stücke erscheinen darunter; ▁ ist das Leerzeichen vor einem Wort</translation>
    </message>
    <message>
        <source>as source</source>
        <translation>als Quelle</translation>
    </message>
    <message>
        <source>as target</source>
        <translation>als Ziel</translation>
    </message>
    <message>
        <source>Side of the sentence</source>
        <translation>Seite des Satzes</translation>
    </message>
    <message>
        <source>Whose vocabulary cuts the sentence</source>
        <translation>Wessen Vokabular den Satz zerlegt</translation>
    </message>
    <message>
        <source>Us&amp;e this one</source>
        <translation>&amp;Diesen verwenden</translation>
    </message>
    <message>
        <source>Takes kind, size and sharing of the selected row for the model</source>
        <translation>Übernimmt Art, Größe und gemeinsames Vokabular der gewählten Zeile für das Modell</translation>
    </message>
    <message>
        <source>Compares how kinds and sizes of vocabularies cut this dataset: nothing is changed by it.</source>
        <translation>Vergleicht, wie Arten und Größen von Vokabularen diesen Datensatz zerlegen: Nichts wird dadurch geändert.</translation>
    </message>
    <message>
        <source>Training the first tokenizer</source>
        <translation>Der erste Tokenizer wird trainiert</translation>
    </message>
    <message>
        <source>{0} makes the shortest sequences: {1:.1f} tokens a pair; {2:.2%} of them are known to it.</source>
        <translation>{0} ergibt die kürzesten Folgen: {1:.1f} Token je Paar; {2:.2%} davon kennt er.</translation>
    </message>
    <message>
        <source>Beyond the plot: {0}.</source>
        <translation>Außerhalb des Diagramms: {0}.</translation>
    </message>
    <message>
        <source>The next model is trained with {0}; the Model page shows it.</source>
        <translation>Das nächste Modell wird mit {0} trainiert; die Seite „Modell“ zeigt es.</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Tour of the program</source>
        <translation>Rundgang durch das Programm</translation>
    </message>
    <message>
        <source>Data: what is learned from</source>
        <translation>Daten: woraus gelernt wird</translation>
    </message>
    <message>
        <source>Open or drop files with sentences and their translations, or begin with one of the samples. A part of them is set aside, so that the model is tested on what it has not seen.</source>
        <translation>Öffnen Sie Dateien mit Sätzen und ihren Übersetzungen, oder beginnen Sie mit einem der Beispiele. Ein Teil davon wird beiseitegelegt, damit das Modell an dem geprüft wird, was es nicht gesehen hat.</translation>
    </message>
    <message>
        <source>Model: how large and of what form</source>
        <translation>Modell: wie groß und von welcher Form</translation>
    </message>
    <message>
        <source>A preset gives a whole set of values to begin with, and everything can be changed below. F1 on any field tells what the setting does and what it costs.</source>
        <translation>Eine Vorlage gibt einen ganzen Satz von Werten für den Anfang, und darunter lässt sich alles ändern. F1 in einem Feld sagt, was die Einstellung tut und was sie kostet.</translation>
    </message>
    <message>
        <source>Training: watch it learn</source>
        <translation>Training: beim Lernen zusehen</translation>
    </message>
    <message>
        <source>Start trains in a process of its own, while loss, scores and sample translations are drawn here. You can pause it, stop it and resume it at any time.</source>
        <translation>Das Training läuft in einem eigenen Prozess, während hier Verlust, Wertungen und Beispielübersetzungen erscheinen. Sie können es jederzeit anhalten, beenden und fortsetzen.</translation>
    </message>
    <message>
        <source>Attention: see what looks at what</source>
        <translation>Attention: sehen, was auf was achtet</translation>
    </message>
    <message>
        <source>Choose a run here to play through its training, with every head of attention as a map. It works while a run trains, and with all earlier ones.</source>
        <translation>Wählen Sie hier einen Lauf, um sein Training abzuspielen, mit jedem Kopf der Attention als Karte. Das geht, während ein Lauf trainiert, und mit allen früheren.</translation>
    </message>
    <message>
        <source>Translate and export: use the model</source>
        <translation>Übersetzen und exportieren: das Modell nutzen</translation>
    </message>
    <message>
        <source>Type a sentence, and the chosen run translates it and shows where it looked. The Export page writes the model for other programs.</source>
        <translation>Schreiben Sie einen Satz: Der gewählte Lauf übersetzt ihn und zeigt, wohin er dabei sah. Die Seite „Export“ schreibt das Modell für andere Programme.</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>TrainingControls</name>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>A new run, or an earlier one to look at and go on with</source>
        <translation>Ein neuer Lauf, oder ein früherer zum Ansehen und Fortsetzen</translation>
    </message>
    <message>
        <source>Name of the new run</source>
        <translation>Name des neuen Laufs</translation>
    </message>
    <message>
        <source>Name (automatic)</source>
        <translation>Name (automatisch)</translation>
    </message>
    <message>
        <source>The folder that the run is kept in; without one, it is named after dataset, preset and time</source>
        <translation>Der Ordner, in dem der Lauf liegt; ohne ihn heißt er nach Datensatz, Vorlage und Zeit</translation>
    </message>
    <message>
        <source>Chec&amp;k first…</source>
        <translation>Prüfe&amp;n …</translation>
    </message>
    <message>
        <source>Measures a few steps: memory, disk and time of this training, and whether it fits this machine</source>
        <translation>Misst einige Schritte: Speicher, Festplatte und Zeit dieses Trainings, und ob es auf diesen Rechner passt</translation>
    </message>
    <message>
        <source>Ways to stop</source>
        <translation>Arten zu beenden</translation>
    </message>
    <message>
        <source>Which weights become the finished model</source>
        <translation>Welche Gewichte das fertige Modell werden</translation>
    </message>
    <message>
        <source>Stop and take the &amp;best</source>
        <translation>Beenden und das &amp;beste nehmen</translation>
    </message>
    <message>
        <source>The best checkpoint on validation, or the mean of the last ones if better</source>
        <translation>Der beste Checkpoint der Validierung oder das Mittel der letzten, wenn es besser ist</translation>
    </message>
    <message>
        <source>Stop and keep the &amp;newest</source>
        <translation>Beenden und die &amp;neuesten behalten</translation>
    </message>
    <message>
        <source>The weights as they are now, however they score</source>
        <translation>Die Gewichte, wie sie jetzt sind, wie gut sie auch sind</translation>
    </message>
    <message>
        <source>No&amp;w</source>
        <translation>&amp;Jetzt</translation>
    </message>
    <message>
        <source>Validate or save without waiting, or change the learning rate</source>
        <translation>Sofort validieren oder speichern, oder die Lernrate ändern</translation>
    </message>
    <message>
        <source>&amp;Validate now</source>
        <translation>&amp;Validieren</translation>
    </message>
    <message>
        <source>Scores, sample translations and attention after the step in hand</source>
        <translation>Wertungen, Beispielübersetzungen und Attention nach dem laufenden Schritt</translation>
    </message>
    <message>
        <source>&amp;Save now</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>A checkpoint after the step in hand</source>
        <translation>Ein Checkpoint nach dem laufenden Schritt</translation>
    </message>
    <message>
        <source>&amp;Learning rate</source>
        <translation>&amp;Lernrate</translation>
    </message>
    <message>
        <source>A tenth of the schedule</source>
        <translation>Ein Zehntel des Plans</translation>
    </message>
    <message>
        <source>A quarter of the schedule</source>
        <translation>Ein Viertel des Plans</translation>
    </message>
    <message>
        <source>Half of the schedule</source>
        <translation>Die Hälfte des Plans</translation>
    </message>
    <message>
        <source>As the schedule has it</source>
        <translation>Wie im Plan</translation>
    </message>
    <message>
        <source>Twice the schedule</source>
        <translation>Das Doppelte des Plans</translation>
    </message>
    <message>
        <source>Four times the schedule</source>
        <translation>Das Vierfache des Plans</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>Neuer Lauf</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Start training</source>
        <translation>Training &amp;starten</translation>
    </message>
    <message>
        <source>Go on from the last checkpoint</source>
        <translation>Vom letzten Checkpoint an weiter</translation>
    </message>
    <message>
        <source>Train a new model on the open dataset</source>
        <translation>Ein neues Modell auf dem offenen Datensatz trainieren</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>Holds the training, which keeps its memory</source>
        <translation>Hält das Training an; es behält seinen Speicher</translation>
    </message>
    <message>
        <source>&amp;End at once</source>
        <translation>Sofort be&amp;enden</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Ends without saving what came after the last checkpoint</source>
        <translation>Beendet, ohne zu speichern, was nach dem letzten Checkpoint kam</translation>
    </message>
    <message>
        <source>Ends the training; its model is the best checkpoint, or the mean of the last ones if better</source>
        <translation>Beendet das Training; sein Modell ist der beste Checkpoint, oder das Mittel der letzten, wenn es besser ist</translation>
    </message>
</context>
<context>
    <name>TrainingPage</name>
    <message>
        <source>H&amp;ardware…</source>
        <translation>H&amp;ardware …</translation>
    </message>
    <message>
        <source>What there is to compute on, and what keeps a GPU from being used</source>
        <translation>Was zum Rechnen da ist, und was eine GPU daran hindert</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Sample translations</source>
        <translation>Beispielübersetzungen</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>A training was interrupted</source>
        <translation>Ein Training wurde unterbrochen</translation>
    </message>
    <message>
        <source>The training of {0} ended without a word, with its window or with the computer.</source>
        <translation>Das Training von {0} endete ohne ein Wort, mit seinem Fenster oder mit dem Rechner.</translation>
    </message>
    <message>
        <source>Press Resume: nothing was saved yet, so it begins again.</source>
        <translation>Drücken Sie „Fortsetzen“: Es war noch nichts gespeichert, daher beginnt es von vorn.</translation>
    </message>
    <message>
        <source>Press Resume: it continues from its last checkpoint, at step {0}.</source>
        <translation>Drücken Sie „Fortsetzen“: Es geht von seinem letzten Checkpoint an weiter, bei Schritt {0}.</translation>
    </message>
    <message>
        <source>There is no dataset yet to train on.</source>
        <translation>Es gibt noch keinen Datensatz, auf dem trainiert werden könnte.</translation>
    </message>
    <message>
        <source>A setting of the model cannot stay as it is.</source>
        <translation>Eine Einstellung des Modells kann nicht so bleiben.</translation>
    </message>
    <message>
        <source>Stopping: the model is being saved…</source>
        <translation>Wird beendet: Das Modell wird gespeichert …</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>Stopped before its first step</source>
        <translation>Vor dem ersten Schritt beendet</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>Nicht begonnen</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>Wird vorbereitet …</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Validating</source>
        <translation>Validiert</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Speichert …</translation>
    </message>
    <message>
        <source>Choosing the finished model…</source>
        <translation>Das fertige Modell wird gewählt …</translation>
    </message>
    <message>
        <source>Stopped; the model is kept</source>
        <translation>Beendet; das Modell ist gespeichert</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Abgeschlossen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Interrupted; it can be resumed</source>
        <translation>Unterbrochen; kann fortgesetzt werden</translation>
    </message>
    <message>
        <source>The training says nothing</source>
        <translation>Das Training meldet nichts</translation>
    </message>
    <message>
        <source>Nothing has come from it for {0} seconds.</source>
        <translation>Seit {0} Sekunden kam nichts von ihm.</translation>
    </message>
    <message>
        <source>Wait, for the machine may be short of memory; or press Stop twice: its last checkpoint is kept.</source>
        <translation>Warten Sie, denn dem Rechner kann Speicher fehlen, oder drücken Sie zweimal „Beenden“: Sein letzter Checkpoint bleibt.</translation>
    </message>
    <message>
        <source>Halve the batch and resume</source>
        <translation>Batch halbieren und fortsetzen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>End at once</source>
        <translation>Sofort beenden</translation>
    </message>
    <message>
        <source>End the training without waiting until it has saved?</source>
        <translation>Das Training beenden, ohne auf das Speichern zu warten?</translation>
    </message>
    <message>
        <source>Op&amp;en the Data page</source>
        <translation>&amp;Zur Seite „Daten“</translation>
    </message>
    <message>
        <source>Op&amp;en the Model page</source>
        <translation>&amp;Zur Seite „Modell“</translation>
    </message>
    <message>
        <source>What it learned since its last checkpoint is lost; it can be resumed from there.</source>
        <translation>Was es seit seinem letzten Checkpoint gelernt hat, geht verloren; von dort lässt es sich fortsetzen.</translation>
    </message>
    <message>
        <source>&amp;End at once</source>
        <translation>Sofort be&amp;enden</translation>
    </message>
    <message>
        <source>&amp;Wait</source>
        <translation>&amp;Warten</translation>
    </message>
</context>
<context>
    <name>TranslationPage</name>
    <message>
        <source>Use &amp;newest weights</source>
        <translation>&amp;Neueste Gewichte nehmen</translation>
    </message>
    <message>
        <source>Takes what the run has learned since; a run in training saves it first</source>
        <translation>Übernimmt, was der Lauf seither gelernt hat; ein laufendes Training speichert vorher</translation>
    </message>
    <message>
        <source>Translate as in</source>
        <translation>Übersetzen wie in</translation>
    </message>
    <message>
        <source>The dataset of the run&apos;s mix whose way of translating is asked for</source>
        <translation>Der Datensatz der Mischung des Laufs, in dessen Art übersetzt werden soll</translation>
    </message>
    <message>
        <source>Translate &amp;as in</source>
        <translation>Übersetzen &amp;wie in</translation>
    </message>
    <message>
        <source>Translate while I t&amp;ype</source>
        <translation>Beim &amp;Tippen übersetzen</translation>
    </message>
    <message>
        <source>&amp;Translate</source>
        <translation>Ü&amp;bersetzen</translation>
    </message>
    <message>
        <source>Translate now (Enter)</source>
        <translation>Jetzt übersetzen (Eingabetaste)</translation>
    </message>
    <message>
        <source>There is no model to translate with yet: train one, or browse to a run.</source>
        <translation>Es gibt noch kein Modell zum Übersetzen: Trainieren Sie eines, oder suchen Sie einen Lauf.</translation>
    </message>
    <message>
        <source>Go to Training</source>
        <translation>Zum Training</translation>
    </message>
    <message>
        <source>Text to translate</source>
        <translation>Zu übersetzender Text</translation>
    </message>
    <message>
        <source>Type a sentence. Enter translates, Shift+Enter begins a new line.</source>
        <translation>Schreiben Sie einen Satz. Die Eingabetaste übersetzt, Umschalt+Eingabe beginnt eine neue Zeile.</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Übersetzung</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>K&amp;opieren</translation>
    </message>
    <message>
        <source>Copy the translation to the clipboard</source>
        <translation>Kopiert die Übersetzung in die Zwischenablage</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>Übersetzen</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>Best translations</source>
        <translation>Beste Übersetzungen</translation>
    </message>
    <message>
        <source>Where the model looked</source>
        <translation>Wohin das Modell sah</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>Es ist kein Modell geladen.</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>Das Modell wird geladen …</translation>
    </message>
    <message>
        <source>Taking the newest weights…</source>
        <translation>Die neuesten Gewichte werden übernommen …</translation>
    </message>
    <message>
        <source>Translating…</source>
        <translation>Wird übersetzt …</translation>
    </message>
    <message>
        <source>  ·  warming up: the first answers take longer</source>
        <translation>  ·  wärmt auf: Die ersten Antworten dauern länger</translation>
    </message>
    <message>
        <source>  ·  long text: press Translate</source>
        <translation>  ·  langer Text: „Übersetzen“ drücken</translation>
    </message>
    <message>
        <source>Ready  ·  weights of step {0:,}</source>
        <translation>Bereit  ·  Gewichte von Schritt {0:,}</translation>
    </message>
    <message>
        <source>&amp;Load again</source>
        <translation>Erneut &amp;laden</translation>
    </message>
    <message>
        <source>{0:.0f} ms</source>
        <translation>{0:.0f} ms</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>Step of the training</source>
        <translation>Schritt des Trainings</translation>
    </message>
    <message>
        <source>From before the first step, at the left, to the newest validation</source>
        <translation>Von vor dem ersten Schritt, ganz links, bis zur neuesten Validierung</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>How fast the training is played</source>
        <translation>Wie schnell das Training abgespielt wird</translation>
    </message>
    <message>
        <source>step {0}  ({1} of {2})</source>
        <translation>Schritt {0}  ({1} von {2})</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>&amp;Abspielen</translation>
    </message>
    <message>
        <source>Runs through the training, from the beginning when it stands at the end</source>
        <translation>Durchläuft das Training, am Ende wieder von vorn</translation>
    </message>
</context>
<context>
    <name>TrialsTable</name>
    <message>
        <source>shared</source>
        <translation>gemeinsam</translation>
    </message>
    <message>
        <source>separate</source>
        <translation>getrennt</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>Kandidaten</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>Mean tokens of a {0} sentence of the validation part</source>
        <translation>Token eines Satzes der Seite {0} im Validierungsteil, im Mittel</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>Tokens that the vocabulary got: fewer than asked where the data cannot fill it</source>
        <translation>Token, die das Vokabular bekam: weniger als verlangt, wo die Daten es nicht füllen</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Längster</translation>
    </message>
    <message>
        <source>Tokens that 99 % of the sentences do not exceed</source>
        <translation>So viele Token überschreiten 99 % der Sätze nicht</translation>
    </message>
    <message>
        <source>Covered</source>
        <translation>Abgedeckt</translation>
    </message>
    <message>
        <source>Share of the validation tokens that are neither unknown nor spelt in bytes</source>
        <translation>Anteil der Validierungs-Token, die weder unbekannt noch in Bytes buchstabiert sind</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Share of the validation tokens that are unknown</source>
        <translation>Anteil der unbekannten unter den Validierungs-Token</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Of embeddings and output projection, in a model of the width on the Model page</source>
        <translation>Von Embeddings und Ausgabeprojektion, in einem Modell mit der Breite der Seite „Modell“</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Of these parameters in training: weights, gradients and Adam&apos;s means</source>
        <translation>Dieser Parameter im Training: Gewichte, Gradienten und Adams Mittelwerte</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Takes it back</source>
        <translation>Nimmt es zurück</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>UnusedGpu</name>
    <message>
        <source>Do &amp;not show</source>
        <translation>Ni&amp;cht zeigen</translation>
    </message>
    <message>
        <source>Hides this until the program is started again</source>
        <translation>Verbirgt dies bis zum nächsten Programmstart</translation>
    </message>
    <message>
        <source>The GPU of this machine is not used</source>
        <translation>Die GPU dieses Rechners wird nicht genutzt</translation>
    </message>
</context>
<context>
    <name>WaitingDialog</name>
    <message>
        <source>Closing</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>&amp;End at once</source>
        <translation>Sofort be&amp;enden</translation>
    </message>
    <message>
        <source>What is not saved by now is lost</source>
        <translation>Was bis jetzt nicht gespeichert ist, geht verloren</translation>
    </message>
    <message>
        <source>The window closes when everything is saved.</source>
        <translation>Das Fenster schließt, sobald alles gespeichert ist.</translation>
    </message>
    <message>
        <source>The training chooses and writes its finished model, which takes minutes for a large one…</source>
        <translation>Das Training wählt und schreibt sein fertiges Modell; bei einem großen dauert das Minuten …</translation>
    </message>
    <message>
        <source>The training ends its step and saves…</source>
        <translation>Das Training beendet seinen Schritt und speichert …</translation>
    </message>
</context>
<context>
    <name>WindowMenu</name>
    <message>
        <source>&amp;More</source>
        <translation>&amp;Mehr</translation>
    </message>
    <message>
        <source>Language, tour of the program, help on the settings</source>
        <translation>Sprache, Rundgang, Hilfe zu den Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;Help on the settings…</source>
        <translation>&amp;Hilfe zu den Einstellungen …</translation>
    </message>
    <message>
        <source>&amp;Tour of the program</source>
        <translation>&amp;Rundgang durch das Programm</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>The program speaks the other language when it is started again.</source>
        <translation>Das Programm spricht die andere Sprache, wenn es neu gestartet wird.</translation>
    </message>
</context>
<context>
    <name>XRay</name>
    <message>
        <source>X-ra&amp;y</source>
        <translation>&amp;Röntgen</translation>
    </message>
    <message>
        <source>Attentio&amp;n</source>
        <translation>Attenti&amp;on</translation>
    </message>
    <message>
        <source>Train on this dataset first, or open a run of it on the Runs page</source>
        <translation>Trainieren Sie zuerst mit diesem Datensatz, oder öffnen Sie auf der Seite „Läufe“ einen Lauf damit</translation>
    </message>
    <message>
        <source>Asks the model of {0} for its loss on every training pair, and lists the worst first</source>
        <translation>Fragt das Modell von {0} nach seinem Verlust bei jedem Trainingspaar und zeigt die schlechtesten zuerst</translation>
    </message>
    <message>
        <source>Shows on the Inspect page how the model of {0} reads the selected pairs, {1} at most</source>
        <translation>Zeigt auf der Seite „Einblick“, wie das Modell von {0} die ausgewählten Paare liest, höchstens {1}</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>Messung läuft</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>Paare werden angesehen</translation>
    </message>
</context>
<context>
    <name>choice</name>
    <message>
        <source>unigram</source>
        <translation>Unigramm</translation>
    </message>
    <message>
        <source>bpe</source>
        <translation>BPE</translation>
    </message>
    <message>
        <source>word</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>character</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>sinusoidal</source>
        <translation>sinusförmig</translation>
    </message>
    <message>
        <source>learned</source>
        <translation>gelernt</translation>
    </message>
    <message>
        <source>rotary</source>
        <translation>rotierend</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Layer-Norm</translation>
    </message>
    <message>
        <source>rms</source>
        <translation>RMS</translation>
    </message>
    <message>
        <source>pre</source>
        <translation>davor (pre)</translation>
    </message>
    <message>
        <source>post</source>
        <translation>danach (post)</translation>
    </message>
    <message>
        <source>relu</source>
        <translation>ReLU</translation>
    </message>
    <message>
        <source>gelu</source>
        <translation>GELU</translation>
    </message>
    <message>
        <source>swiglu</source>
        <translation>SwiGLU</translation>
    </message>
    <message>
        <source>adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>adamw</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>lion</source>
        <translation>Lion</translation>
    </message>
    <message>
        <source>muon</source>
        <translation>Muon</translation>
    </message>
    <message>
        <source>inverse_sqrt</source>
        <translation>inverse Wurzel</translation>
    </message>
    <message>
        <source>paper</source>
        <translation>wie im Aufsatz</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>linear</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>konstant</translation>
    </message>
    <message>
        <source>bleu</source>
        <translation>BLEU</translation>
    </message>
    <message>
        <source>chrf</source>
        <translation>chrF</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>float32</source>
        <translation>float32</translation>
    </message>
    <message>
        <source>mixed_bfloat16</source>
        <translation>mixed_bfloat16</translation>
    </message>
    <message>
        <source>mixed_float16</source>
        <translation>mixed_float16</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>tensorflow</source>
        <translation>TensorFlow</translation>
    </message>
    <message>
        <source>jax</source>
        <translation>JAX</translation>
    </message>
    <message>
        <source>torch</source>
        <translation>PyTorch</translation>
    </message>
    <message>
        <source>beam</source>
        <translation>Beam-Suche</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>Greedy</translation>
    </message>
    <message>
        <source>diverse</source>
        <translation>vielfältig</translation>
    </message>
    <message>
        <source>sampling</source>
        <translation>Sampling</translation>
    </message>
</context>
<context>
    <name>language</name>
    <message>
        <source>code</source>
        <translation>de</translation>
    </message>
</context>
<context>
    <name>said</name>
    <message>
        <source>Cannot look into the files</source>
        <translation>In die Dateien kann nicht hineingesehen werden</translation>
    </message>
    <message>
        <source>The process that looks into them has ended.</source>
        <translation>Der Prozess, der in sie hineinsieht, ist beendet.</translation>
    </message>
    <message>
        <source>Open them once more.</source>
        <translation>Öffnen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>Too many datasets</source>
        <translation>Zu viele Datensätze</translation>
    </message>
    <message>
        <source>At most {0} datasets can be mixed.</source>
        <translation>Höchstens {0} Datensätze lassen sich mischen.</translation>
    </message>
    <message>
        <source>Remove one first.</source>
        <translation>Entfernen Sie zuerst einen.</translation>
    </message>
    <message>
        <source>Nothing to go on with</source>
        <translation>Nichts fortzusetzen</translation>
    </message>
    <message>
        <source>The run {0} is {1}.</source>
        <translation>Der Lauf {0} ist {1}.</translation>
    </message>
    <message>
        <source>Clone its settings for a new run.</source>
        <translation>Klonen Sie seine Einstellungen für einen neuen Lauf.</translation>
    </message>
    <message>
        <source>No dataset</source>
        <translation>Kein Datensatz</translation>
    </message>
    <message>
        <source>There is nothing to train on yet.</source>
        <translation>Es gibt noch nichts, worauf trainiert werden könnte.</translation>
    </message>
    <message>
        <source>Open a dataset on the Data page.</source>
        <translation>Öffnen Sie einen Datensatz auf der Seite „Daten“.</translation>
    </message>
    <message>
        <source>Sweeping</source>
        <translation>Sweep läuft</translation>
    </message>
    <message>
        <source>A sweep is running.</source>
        <translation>Ein Sweep läuft.</translation>
    </message>
    <message>
        <source>Stop it, or wait for its end.</source>
        <translation>Beenden Sie ihn, oder warten Sie auf sein Ende.</translation>
    </message>
    <message>
        <source>In training</source>
        <translation>Im Training</translation>
    </message>
    <message>
        <source>{0} is being trained and cannot be {1} now.</source>
        <translation>{0} wird gerade trainiert und kann jetzt nicht {1} werden.</translation>
    </message>
    <message>
        <source>Stop its training first.</source>
        <translation>Beenden Sie zuerst sein Training.</translation>
    </message>
    <message>
        <source>No name</source>
        <translation>Kein Name</translation>
    </message>
    <message>
        <source>A run needs a name.</source>
        <translation>Ein Lauf braucht einen Namen.</translation>
    </message>
    <message>
        <source>Type at least one letter or digit.</source>
        <translation>Geben Sie mindestens einen Buchstaben oder eine Ziffer ein.</translation>
    </message>
    <message>
        <source>Already there</source>
        <translation>Schon vorhanden</translation>
    </message>
    <message>
        <source>There is a run {0} already.</source>
        <translation>Es gibt schon einen Lauf {0}.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>{0} did not begin: {1}</source>
        <translation>{0} hat nicht begonnen: {1}</translation>
    </message>
    <message>
        <source>A waiting run</source>
        <translation>Ein wartender Lauf</translation>
    </message>
    <message>
        <source>There is nothing to propose for.</source>
        <translation>Es gibt nichts, wofür etwas vorzuschlagen wäre.</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>A training is running.</source>
        <translation>Ein Training läuft.</translation>
    </message>
    <message>
        <source>Stop it before you open another run.</source>
        <translation>Beenden Sie es, bevor Sie einen anderen Lauf öffnen.</translation>
    </message>
    <message>
        <source>Wrong setting</source>
        <translation>Falsche Einstellung</translation>
    </message>
    <message>
        <source>Correct it on the Model page.</source>
        <translation>Berichtigen Sie sie auf der Seite „Modell“.</translation>
    </message>
    <message>
        <source>No run</source>
        <translation>Kein Lauf</translation>
    </message>
    <message>
        <source>There is no run to resume.</source>
        <translation>Es gibt keinen Lauf zum Fortsetzen.</translation>
    </message>
    <message>
        <source>Choose one, or start a new one.</source>
        <translation>Wählen Sie einen, oder beginnen Sie einen neuen.</translation>
    </message>
    <message>
        <source>Not in the trash</source>
        <translation>Nicht im Papierkorb</translation>
    </message>
    <message>
        <source>{0} is not in the trash any more.</source>
        <translation>{0} ist nicht mehr im Papierkorb.</translation>
    </message>
    <message>
        <source>Look for a copy of it.</source>
        <translation>Suchen Sie nach einer Kopie.</translation>
    </message>
    <message>
        <source>Place taken</source>
        <translation>Platz belegt</translation>
    </message>
    <message>
        <source>There is another {0}.</source>
        <translation>Es gibt ein anderes {0}.</translation>
    </message>
    <message>
        <source>Rename that one, then undo again.</source>
        <translation>Benennen Sie jenes um, und machen Sie dann noch einmal rückgängig.</translation>
    </message>
    <message>
        <source>Not moved to the trash</source>
        <translation>Nicht in den Papierkorb gelegt</translation>
    </message>
    <message>
        <source>The system did not move {0} to the trash: {1}.</source>
        <translation>Das System hat {0} nicht in den Papierkorb gelegt: {1}.</translation>
    </message>
    <message>
        <source>Remove it with the file manager.</source>
        <translation>Entfernen Sie es mit der Dateiverwaltung.</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>{0} cannot be written: {1}.</source>
        <translation>{0} kann nicht geschrieben werden: {1}.</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>Keras (.keras)</source>
        <translation>Keras (.keras)</translation>
    </message>
    <message>
        <source>A file with the architecture and the weights, and the tokenizers. For going on in Python: training further, looking inside, running on TensorFlow, JAX or PyTorch.</source>
        <translation>Eine Datei mit der Architektur und den Gewichten, und die Tokenizer. Zum Weiterarbeiten in Python: weiter trainieren, hineinsehen, auf TensorFlow, JAX oder PyTorch rechnen.</translation>
    </message>
    <message>
        <source>TensorFlow SavedModel</source>
        <translation>TensorFlow SavedModel</translation>
    </message>
    <message>
        <source>There already</source>
        <translation>Schon dabei</translation>
    </message>
    <message>
        <source>{0} is trained on already.</source>
        <translation>Auf {0} wird schon trainiert.</translation>
    </message>
    <message>
        <source>Choose another dataset.</source>
        <translation>Wählen Sie einen anderen Datensatz.</translation>
    </message>
    <message>
        <source>Older format</source>
        <translation>Älteres Format</translation>
    </message>
    <message>
        <source>{0} has to be brought up to date first.</source>
        <translation>{0} muss zuerst auf den neuen Stand gebracht werden.</translation>
    </message>
    <message>
        <source>Open it once on the Data page.</source>
        <translation>Öffnen Sie es einmal auf der Seite „Daten“.</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>Noch kein Modell</translation>
    </message>
    <message>
        <source>The run {0} has not saved a model yet.</source>
        <translation>Der Lauf {0} hat noch kein Modell gespeichert.</translation>
    </message>
    <message>
        <source>Wait for its first validation, or press “Save now” on the Training page.</source>
        <translation>Warten Sie auf seine erste Validierung, oder drücken Sie „Speichern“ auf der Seite „Training“.</translation>
    </message>
    <message>
        <source>The sweep has no name.</source>
        <translation>Der Sweep hat keinen Namen.</translation>
    </message>
    <message>
        <source>Type one.</source>
        <translation>Geben Sie einen ein.</translation>
    </message>
    <message>
        <source>The {0} process died</source>
        <translation>Der Prozess „{0}“ ist gestorben</translation>
    </message>
    <message>
        <source>The {0} process {1}.</source>
        <translation>Der Prozess „{0}“ {1}.</translation>
    </message>
    <message>
        <source>Try again; the details hold its last words.</source>
        <translation>Versuchen Sie es noch einmal; die Details enthalten seine letzten Worte.</translation>
    </message>
    <message>
        <source>run doctor’s</source>
        <translation>Lauf-Doktor</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>Token/s</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>processor and GPU</source>
        <translation>Prozessor und GPU</translation>
    </message>
    <message>
        <source>import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>translation</source>
        <translation>Übersetzung</translation>
    </message>
    <message>
        <source>export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>sweep</source>
        <translation>Sweep</translation>
    </message>
    <message>
        <source>comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>curve export</source>
        <translation>Export der Kurven</translation>
    </message>
    <message>
        <source>A picture cannot be written into {0}.</source>
        <translation>Ein Bild kann nicht in {0} geschrieben werden.</translation>
    </message>
    <message>
        <source>The whole beam search as a graph, token ids in and token ids out, and the tokenizers. For servers, C++, Java and Go; needs nothing of this program where tokens are subwords.</source>
        <translation>Die ganze Beam-Suche als Graph, Token-Nummern hinein und Token-Nummern heraus, und die Tokenizer. Für Server, C++, Java und Go; braucht nichts von diesem Programm, wenn die Token Subwörter sind.</translation>
    </message>
    <message>
        <source>There is a sweep {0} already.</source>
        <translation>Es gibt schon einen Sweep {0}.</translation>
    </message>
    <message>
        <source>Chosen twice</source>
        <translation>Doppelt gewählt</translation>
    </message>
    <message>
        <source>{0} is chosen in several rows.</source>
        <translation>{0} ist in mehreren Zeilen gewählt.</translation>
    </message>
    <message>
        <source>Type all its values in one row.</source>
        <translation>Schreiben Sie alle Werte dafür in eine Zeile.</translation>
    </message>
    <message>
        <source>Import again: the dataset is as it was before.</source>
        <translation>Importieren Sie noch einmal: Der Datensatz ist wie zuvor.</translation>
    </message>
    <message>
        <source>Choose the run again to load the model anew.</source>
        <translation>Wählen Sie den Lauf noch einmal, um das Modell neu zu laden.</translation>
    </message>
    <message>
        <source>Start the same sweep again: it goes on with what is not finished.</source>
        <translation>Starten Sie denselben Sweep noch einmal: Er macht weiter mit dem, was noch fehlt.</translation>
    </message>
    <message>
        <source>Export again: nothing was left half-written.</source>
        <translation>Exportieren Sie noch einmal: Nichts blieb halb geschrieben.</translation>
    </message>
    <message>
        <source>If memory ran out, a training would end so too: choose a smaller batch or preset.</source>
        <translation>Wenn der Speicher ausging, ginge es einem Training ebenso: Wählen Sie einen kleineren Batch oder eine kleinere Vorlage.</translation>
    </message>
    <message>
        <source>executed an instruction that this processor does not know</source>
        <translation>hat einen Befehl ausgeführt, den dieser Prozessor nicht kennt</translation>
    </message>
    <message>
        <source>aborted itself</source>
        <translation>hat sich selbst abgebrochen</translation>
    </message>
    <message>
        <source>met a memory error of the system</source>
        <translation>ist auf einen Speicherfehler des Systems gestoßen</translation>
    </message>
    <message>
        <source>was killed, by a person or by the system because memory ran out</source>
        <translation>wurde beendet, von einem Menschen oder vom System, weil der Speicher ausging</translation>
    </message>
    <message>
        <source>accessed memory that is not its own</source>
        <translation>hat auf Speicher zugegriffen, der ihm nicht gehört</translation>
    </message>
    <message>
        <source>was asked to end by the system</source>
        <translation>wurde vom System beendet</translation>
    </message>
    <message>
        <source>ended without a result (exit code {0})</source>
        <translation>endete ohne Ergebnis (Exit-Code {0})</translation>
    </message>
    <message>
        <source>crashed (code {0})</source>
        <translation>ist abgestürzt (Code {0})</translation>
    </message>
    <message>
        <source>{0} (ended by signal {1})</source>
        <translation>{0} (beendet durch Signal {1})</translation>
    </message>
    <message>
        <source>The job could not be started</source>
        <translation>Der Auftrag konnte nicht gestartet werden</translation>
    </message>
    <message>
        <source>The system did not start {0}: {1}.</source>
        <translation>Das System hat {0} nicht gestartet: {1}.</translation>
    </message>
    <message>
        <source>Check that this Python is still installed, then try again.</source>
        <translation>Prüfen Sie, ob dieses Python noch installiert ist, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Another run is shown by now.</source>
        <translation>Inzwischen wird ein anderer Lauf gezeigt.</translation>
    </message>
    <message>
        <source>Choose the run again, then save it once more.</source>
        <translation>Wählen Sie den Lauf wieder aus und speichern Sie ihn dann noch einmal.</translation>
    </message>
    <message>
        <source>The run has given this step up by now.</source>
        <translation>Der Lauf hat diesen Schritt inzwischen aufgegeben.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>English to French phrases</source>
        <translation>Englische Sätze ins Französische</translation>
    </message>
    <message>
        <source>About 25,000 everyday sentences from a grammar: agreement, adjective order, negation, questions, numbers, dates and times.</source>
        <translation>Etwa 25.000 Alltagssätze aus einer Grammatik: Kongruenz, Stellung der Adjektive, Verneinung, Fragen, Zahlen, Daten und Uhrzeiten.</translation>
    </message>
    <message>
        <source>Written dates to ISO dates</source>
        <translation>Geschriebene Daten zu ISO-Daten</translation>
    </message>
    <message>
        <source>15,000 dates in many English spellings, such as Tuesday the 3rd of May 1994, and their ISO 8601 form.</source>
        <translation>15.000 Datumsangaben in vielen englischen Schreibweisen, etwa Tuesday the 3rd of May 1994, und ihre Form nach ISO 8601.</translation>
    </message>
    <message>
        <source>Number words to digits</source>
        <translation>Zahlwörter zu Ziffern</translation>
    </message>
    <message>
        <source>15,000 numbers below a million in English words, such as three hundred and twelve, and their digits.</source>
        <translation>15.000 Zahlen unter einer Million in englischen Wörtern, etwa three hundred and twelve, und ihre Ziffern.</translation>
    </message>
    <message>
        <source>This is no command: {0}</source>
        <translation>Das ist kein Befehl: {0}</translation>
    </message>
    <message>
        <source>No mix</source>
        <translation>Keine Mischung</translation>
    </message>
    <message>
        <source>--{0} is for a mix of several datasets, and there is one --data.</source>
        <translation>--{0} gilt für eine Mischung mehrerer Datensätze, und es gibt nur ein --data.</translation>
    </message>
    <message>
        <source>Name a second --data, or leave it out.</source>
        <translation>Nennen Sie ein zweites --data, oder lassen Sie es weg.</translation>
    </message>
    <message>
        <source>It is not known how some of these scores were made, so they cannot be ranked.</source>
        <translation>Bei einigen dieser Wertungen ist nicht bekannt, wie sie entstanden; sie lassen sich daher nicht ordnen.</translation>
    </message>
    <message>
        <source>These scores were measured on different test sets, so they cannot be ranked.</source>
        <translation>Diese Wertungen wurden an verschiedenen Testdaten gemessen; sie lassen sich daher nicht ordnen.</translation>
    </message>
    <message>
        <source>These scores have different sacreBLEU signatures, so they cannot be ranked.</source>
        <translation>Diese Wertungen haben verschiedene sacreBLEU-Signaturen; sie lassen sich daher nicht ordnen.</translation>
    </message>
    <message>
        <source>These scores were measured on different numbers of sentences, so they cannot be ranked.</source>
        <translation>Diese Wertungen wurden an verschieden vielen Sätzen gemessen; sie lassen sich daher nicht ordnen.</translation>
    </message>
    <message>
        <source>Some of these scores are of weights that the run no longer has, so they cannot be ranked: score anew.</source>
        <translation>Einige dieser Wertungen stammen von Gewichten, die der Lauf nicht mehr hat; sie lassen sich daher nicht ordnen: Werten Sie neu.</translation>
    </message>
    <message>
        <source>sampling_alpha needs subwords, but the kind is {0}; choose bpe or unigram</source>
        <translation>sampling_alpha braucht Subwörter, die Art ist aber {0}; wählen Sie bpe oder unigram</translation>
    </message>
    <message>
        <source>{0} is a symbol of the model&apos;s own; leave it out</source>
        <translation>{0} ist ein Symbol des Modells selbst; lassen Sie es weg</translation>
    </message>
    <message>
        <source>at most {0} symbols of at most {1} characters can be kept whole; leave out the rarest</source>
        <translation>höchstens {0} Zeichenfolgen von höchstens {1} Zeichen können ganz bleiben; lassen Sie die seltensten weg</translation>
    </message>
    <message>
        <source>d_model is {0}, which {1} heads do not divide; {2}</source>
        <translation>d_model ist {0}, was {1} Köpfe nicht teilen; {2}</translation>
    </message>
    <message>
        <source>d_model is {0}; sinusoidal positions need an even number</source>
        <translation>d_model ist {0}; sinusförmige Positionen brauchen eine gerade Zahl</translation>
    </message>
    <message>
        <source>d_model is {0}, which makes {1} heads {2} wide; rotary positions need an even width of heads</source>
        <translation>d_model ist {0}, womit {1} Köpfe {2} breit sind; rotierende Positionen brauchen Köpfe von gerader Breite</translation>
    </message>
    <message>
        <source>num_key_value_heads is {0}, which does not divide the {1} attention heads; choose {2}</source>
        <translation>num_key_value_heads ist {0}, was die {1} Attention-Köpfe nicht teilt; wählen Sie {2}</translation>
    </message>
    <message>
        <source>choose {0} or {1}</source>
        <translation>wählen Sie {0} oder {1}</translation>
    </message>
    <message>
        <source>beam_groups is {0}, which does not divide a beam of {1}; choose one of {2}</source>
        <translation>beam_groups ist {0}, was einen Beam von {1} nicht teilt; wählen Sie eines von {2}</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>keine Zahl</translation>
    </message>
    <message>
        <source> at step {0}</source>
        <translation> bei Schritt {0}</translation>
    </message>
    <message>
        <source>Not a number</source>
        <translation>Keine Zahl</translation>
    </message>
    <message>
        <source>The loss or the weights are no numbers any more{0}: an Adam ε of {1} is 0 in float32, and a weight without a gradient is divided by it.</source>
        <translation>Der Verlust oder die Gewichte sind keine Zahlen mehr{0}: Ein Adam-ε von {1} ist in float32 gleich 0, und ein Gewicht ohne Gradienten wird dadurch geteilt.</translation>
    </message>
    <message>
        <source>Train anew with the paper&apos;s ε.</source>
        <translation>Trainieren Sie neu mit dem ε des Aufsatzes.</translation>
    </message>
    <message>
        <source>The loss or the weights are no numbers any more{0}: they overflowed at a learning rate of {1}.</source>
        <translation>Der Verlust oder die Gewichte sind keine Zahlen mehr{0}: Sie liefen bei einer Lernrate von {1} über.</translation>
    </message>
    <message>
        <source>Train anew with a tenth of the learning rate and clipped gradients.</source>
        <translation>Trainieren Sie neu mit einem Zehntel der Lernrate und Gradienten-Clipping.</translation>
    </message>
    <message>
        <source>Training diverged</source>
        <translation>Training divergiert</translation>
    </message>
    <message>
        <source>The loss rose from {0} to {1}.</source>
        <translation>Der Verlust stieg von {0} auf {1}.</translation>
    </message>
    <message>
        <source>Diverged</source>
        <translation>Divergiert</translation>
    </message>
    <message>
        <source>The training ran away at a learning rate of {0}. {1}</source>
        <translation>Das Training ist bei einer Lernrate von {0} davongelaufen. {1}</translation>
    </message>
    <message>
        <source>The loss was lowest, {0}, at step {1}, while the learning rate still rose through {2}, and is {3} now.</source>
        <translation>Der Verlust war mit {0} am kleinsten bei Schritt {1}, als die Lernrate noch durch {2} stieg, und ist jetzt {3}.</translation>
    </message>
    <message>
        <source>The loss stands at {0} at a learning rate of {1}.</source>
        <translation>Der Verlust steht bei {0}, bei einer Lernrate von {1}.</translation>
    </message>
    <message>
        <source>Train anew with a lower learning rate.</source>
        <translation>Trainieren Sie neu mit einer kleineren Lernrate.</translation>
    </message>
    <message>
        <source>Learning rate too high</source>
        <translation>Lernrate zu hoch</translation>
    </message>
    <message>
        <source>Learning rate too low</source>
        <translation>Lernrate zu niedrig</translation>
    </message>
    <message>
        <source>The loss falls steadily but slowly, from {0} to {1}, and {2} of the fall came in the second half: at a learning rate of {3} each step changes too little.</source>
        <translation>Der Verlust fällt stetig, aber langsam, von {0} auf {1}, und {2} davon in der zweiten Hälfte: Bei einer Lernrate von {3} ändert jeder Schritt zu wenig.</translation>
    </message>
    <message>
        <source>Train anew with ten times the learning rate.</source>
        <translation>Trainieren Sie neu mit der zehnfachen Lernrate.</translation>
    </message>
    <message>
        <source>Warm-up too long</source>
        <translation>Aufwärmphase zu lang</translation>
    </message>
    <message>
        <source>The learning rate rises for {0} steps, and the training had {1}: for most of it each step changed too little.</source>
        <translation>Die Lernrate steigt {0} Schritte lang, und das Training hatte {1}: Die meiste Zeit änderte jeder Schritt zu wenig.</translation>
    </message>
    <message>
        <source>Train anew with a shorter warm-up.</source>
        <translation>Trainieren Sie neu mit einer kürzeren Aufwärmphase.</translation>
    </message>
    <message>
        <source>Overfitting</source>
        <translation>Überanpassung</translation>
    </message>
    <message>
        <source>The validation loss was lowest, {0}, at step {1} and rose to {2} while the training loss fell to {3}: the model learns its pairs by heart.</source>
        <translation>Der Validierungsverlust war mit {0} am kleinsten bei Schritt {1} und stieg auf {2}, während der Trainingsverlust auf {3} fiel: Das Modell lernt seine Paare auswendig.</translation>
    </message>
    <message>
        <source>Train anew with more dropout; more pairs would help most.</source>
        <translation>Trainieren Sie neu mit mehr Dropout; am meisten hülfen mehr Paare.</translation>
    </message>
    <message>
        <source>Plateau</source>
        <translation>Plateau</translation>
    </message>
    <message>
        <source>The training loss stands at {0} and the validation loss at {1} for half of the training: the model is too small to learn more of these pairs, or they hold no more to learn.</source>
        <translation>Der Trainingsverlust steht seit der Hälfte des Trainings bei {0} und der Validierungsverlust bei {1}: Das Modell ist zu klein, um mehr von diesen Paaren zu lernen, oder sie geben nicht mehr her.</translation>
    </message>
    <message>
        <source>Train anew with twice the width; if that changes nothing, look at the pairs.</source>
        <translation>Trainieren Sie neu mit der doppelten Breite; wenn das nichts ändert, sehen Sie die Paare durch.</translation>
    </message>
    <message>
        <source>Train anew with subwords, which can spell every word.</source>
        <translation>Trainieren Sie neu mit Subwörtern, die jedes Wort buchstabieren können.</translation>
    </message>
    <message>
        <source>Train anew with a larger vocabulary.</source>
        <translation>Trainieren Sie neu mit einem größeren Vokabular.</translation>
    </message>
    <message>
        <source>Unknown words</source>
        <translation>Unbekannte Wörter</translation>
    </message>
    <message>
        <source>{0} of the sample translations hold unknown words ({1}): the {2} vocabulary of {3} lacks words of the target language.</source>
        <translation>{0} der Beispielübersetzungen enthalten unbekannte Wörter ({1}): Dem Vokabular ({2}) von {3} fehlen Wörter der Zielsprache.</translation>
    </message>
    <message>
        <source>the data hold pairs whose target is their source</source>
        <translation>die Daten enthalten Paare, deren Ziel ihre Quelle ist</translation>
    </message>
    <message>
        <source>Copies the source</source>
        <translation>Schreibt die Quelle ab</translation>
    </message>
    <message>
        <source>{0} of the sample translations are their source: {1}.</source>
        <translation>{0} der Beispielübersetzungen sind ihre Quelle: {1}.</translation>
    </message>
    <message>
        <source>Repeats words</source>
        <translation>Wiederholt Wörter</translation>
    </message>
    <message>
        <source>{0} of the sample translations repeat their words: the model knows which words are frequent, but has not learned yet to look at the source.</source>
        <translation>{0} der Beispielübersetzungen wiederholen ihre Wörter: Das Modell weiß, welche Wörter häufig sind, hat aber noch nicht gelernt, auf die Quelle zu sehen.</translation>
    </message>
    <message>
        <source>Train three times as long.</source>
        <translation>Trainieren Sie dreimal so lange.</translation>
    </message>
    <message>
        <source>Go on with the training: it did not come to its end.</source>
        <translation>Setzen Sie das Training fort: Es kam nicht an sein Ende.</translation>
    </message>
    <message>
        <source>The sample translations have {0} of the words of their references: </source>
        <translation>Die Beispielübersetzungen haben {0} der Wörter ihrer Referenzen: </translation>
    </message>
    <message>
        <source>Too short</source>
        <translation>Zu kurz</translation>
    </message>
    <message>
        <source>{0}they are cut off at decoding.max_length = {1} tokens.</source>
        <translation>{0}Sie werden bei decoding.max_length = {1} Token abgeschnitten.</translation>
    </message>
    <message>
        <source>Allow longer translations.</source>
        <translation>Erlauben Sie längere Übersetzungen.</translation>
    </message>
    <message>
        <source>{0}the model ends its sentences too early.</source>
        <translation>{0}Das Modell beendet seine Sätze zu früh.</translation>
    </message>
    <message>
        <source>Favour longer translations with a higher length penalty.</source>
        <translation>Begünstigen Sie längere Übersetzungen mit einer höheren Längenstrafe.</translation>
    </message>
    <message>
        <source>Search with a beam, whose length penalty favours longer translations.</source>
        <translation>Suchen Sie mit einem Beam, dessen Längenstrafe längere Übersetzungen begünstigt.</translation>
    </message>
    <message>
        <source>Leak between the parts</source>
        <translation>Leck zwischen den Teilen</translation>
    </message>
    <message>
        <source>{0} of the validation sentences are trained on too, but for case and punctuation: their scores say how well the model remembers, not how well it translates.</source>
        <translation>Auf {0} der Validierungssätze wird auch trainiert, von Groß- und Kleinschreibung und Satzzeichen abgesehen: Ihre Wertungen sagen, wie gut sich das Modell erinnert, nicht, wie gut es übersetzt.</translation>
    </message>
    <message>
        <source>Import the data again without these pairs; no setting can mend it.</source>
        <translation>Importieren Sie die Daten neu ohne diese Paare; keine Einstellung kann das beheben.</translation>
    </message>
    <message>
        <source>Unexpected error</source>
        <translation>Unerwarteter Fehler</translation>
    </message>
    <message>
        <source>The program met an error that it does not know: {0}.</source>
        <translation>Das Programm ist auf einen Fehler gestoßen, den es nicht kennt: {0}.</translation>
    </message>
    <message>
        <source>Run the command again with --debug to see the details, and report them.</source>
        <translation>Führen Sie den Befehl noch einmal mit --debug aus, um die Details zu sehen, und melden Sie sie.</translation>
    </message>
    <message>
        <source>Free some space and try again; a training that has begun can be resumed.</source>
        <translation>Schaffen Sie Platz und versuchen Sie es noch einmal; ein begonnenes Training lässt sich fortsetzen.</translation>
    </message>
    <message>
        <source>Choose another place or change its rights.</source>
        <translation>Wählen Sie einen anderen Ort oder ändern Sie seine Rechte.</translation>
    </message>
    <message>
        <source>File not found</source>
        <translation>Datei nicht gefunden</translation>
    </message>
    <message>
        <source>Check the name and the folder.</source>
        <translation>Prüfen Sie den Namen und den Ordner.</translation>
    </message>
    <message>
        <source>No permission</source>
        <translation>Keine Berechtigung</translation>
    </message>
    <message>
        <source>Not a folder</source>
        <translation>Kein Ordner</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>Prüfen Sie den Pfad.</translation>
    </message>
    <message>
        <source>A folder, not a file</source>
        <translation>Ein Ordner, keine Datei</translation>
    </message>
    <message>
        <source>Name a file in it.</source>
        <translation>Geben Sie eine Datei darin an.</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>Datei zu groß</translation>
    </message>
    <message>
        <source>Disk full</source>
        <translation>Festplatte voll</translation>
    </message>
    <message>
        <source>Trained elsewhere</source>
        <translation>Anderswo trainiert</translation>
    </message>
    <message>
        <source>Wait until it has stopped, or end its process there.</source>
        <translation>Warten Sie, bis es beendet ist, oder beenden Sie seinen Prozess dort.</translation>
    </message>
    <message>
        <source>Read-only disk</source>
        <translation>Schreibgeschützt</translation>
    </message>
    <message>
        <source>Disk error</source>
        <translation>Festplattenfehler</translation>
    </message>
    <message>
        <source>Check the disk, or choose another place.</source>
        <translation>Prüfen Sie die Festplatte, oder wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>Name too long</source>
        <translation>Name zu lang</translation>
    </message>
    <message>
        <source>Choose a shorter one.</source>
        <translation>Wählen Sie einen kürzeren.</translation>
    </message>
    <message>
        <source>No access</source>
        <translation>Kein Zugriff</translation>
    </message>
    <message>
        <source>{0} is open in another program, or may not be read or written by you.</source>
        <translation>{0} ist in einem anderen Programm geöffnet, oder Sie dürfen es weder lesen noch schreiben.</translation>
    </message>
    <message>
        <source>Close it there, or choose another place.</source>
        <translation>Schließen Sie es dort oder wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>Name not possible</source>
        <translation>Name nicht möglich</translation>
    </message>
    <message>
        <source>{0} is no name of a file on Windows.</source>
        <translation>{0} ist unter Windows kein Dateiname.</translation>
    </message>
    <message>
        <source>Leave out &lt; &gt; : &quot; | ? *.</source>
        <translation>Lassen Sie &lt; &gt; : &quot; | ? * weg.</translation>
    </message>
    <message>
        <source>Damaged dataset</source>
        <translation>Beschädigter Datensatz</translation>
    </message>
    <message>
        <source>The dataset is damaged: {0}.</source>
        <translation>Der Datensatz ist beschädigt: {0}.</translation>
    </message>
    <message>
        <source>Import the pairs again, or restore the file from a copy.</source>
        <translation>Importieren Sie die Paare noch einmal, oder stellen Sie die Datei aus einer Kopie wieder her.</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>Speicher ausgegangen</translation>
    </message>
    <message>
        <source>Failed to allocate</source>
        <translation>Kein Speicher zu haben</translation>
    </message>
    <message>
        <source>Out of memory</source>
        <translation>Speicher ausgegangen</translation>
    </message>
    <message>
        <source>The device has no memory left for this model and batch.</source>
        <translation>Das Gerät hat keinen Speicher mehr für dieses Modell und diesen Batch.</translation>
    </message>
    <message>
        <source>Halve training.batch_tokens, or choose a smaller preset.</source>
        <translation>Halbieren Sie training.batch_tokens, oder wählen Sie eine kleinere Vorlage.</translation>
    </message>
    <message>
        <source>Darwin</source>
        <translation>Darwin</translation>
    </message>
    <message>
        <source>Apple GPU</source>
        <translation>Apple-GPU</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Windows</translation>
    </message>
    <message>
        <source>CUDA_VISIBLE_DEVICES is {0}, which hides the {1} from every program.</source>
        <translation>CUDA_VISIBLE_DEVICES ist {=0}, was {1} vor jedem Programm verbirgt.</translation>
    </message>
    <message>
        <source>TensorFlow has no GPU build for native Windows, so the {0} is not used; under WSL 2 it is.</source>
        <translation>TensorFlow gibt es für reines Windows nicht mit GPU, daher wird {0} nicht genutzt; unter WSL 2 schon.</translation>
    </message>
    <message>
        <source>TensorFlow has no way to the {0} of a Mac with an Intel processor.</source>
        <translation>TensorFlow hat keinen Weg zu {0} eines Macs mit Intel-Prozessor.</translation>
    </message>
    <message>
        <source>TensorFlow 2.18 and newer cannot load tensorflow-metal, Apple’s plug-in for the GPU of a Mac</source>
        <translation>TensorFlow 2.18 und neuer kann tensorflow-metal nicht laden, Apples Erweiterung für die GPU eines Macs</translation>
    </message>
    <message>
        <source>{0}; it is installed, and may keep TensorFlow from starting.</source>
        <translation>{0}; es ist installiert und kann TensorFlow am Start hindern.</translation>
    </message>
    <message>
        <source>{0}, so trainings run on the processor.</source>
        <translation>{0}, daher laufen Trainings auf dem Prozessor.</translation>
    </message>
    <message>
        <source>TensorFlow’s own packages compute on NVIDIA cards only, so the {0} is not used.</source>
        <translation>TensorFlows eigene Pakete rechnen nur auf NVIDIA-Karten, daher wird {0} nicht genutzt.</translation>
    </message>
    <message>
        <source>The machine has an {0}, but no driver of NVIDIA answers.</source>
        <translation>Der Rechner hat {0}, aber kein NVIDIA-Treiber antwortet.</translation>
    </message>
    <message>
        <source>{0} Under WSL 2 it comes from Windows.</source>
        <translation>{0} Unter WSL 2 kommt er von Windows.</translation>
    </message>
    <message>
        <source>The NVIDIA driver {0} is too old for CUDA {1}, which the installed TensorFlow needs: version {2} or newer.</source>
        <translation>Der NVIDIA-Treiber {=0} ist zu alt für CUDA {=1}, das das installierte TensorFlow braucht: Version {=2} oder neuer.</translation>
    </message>
    <message>
        <source>{0} Under WSL 2 it comes from Windows: update it there.</source>
        <translation>{0} Unter WSL 2 kommt er von Windows: Aktualisieren Sie ihn dort.</translation>
    </message>
    <message>
        <source>The {0} has compute capability {1}, and TensorFlow needs {2} or more.</source>
        <translation>{0} hat die Compute Capability {=1}, und TensorFlow braucht {=2} oder mehr.</translation>
    </message>
    <message>
        <source>The installed TensorFlow was built for processors only.</source>
        <translation>Das installierte TensorFlow wurde nur für Prozessoren gebaut.</translation>
    </message>
    <message>
        <source>--force-reinstall {0}</source>
        <translation>--force-reinstall {=0}</translation>
    </message>
    <message>
        <source>The CUDA libraries that TensorFlow needs for the {0}, the extra gpu, are not installed.</source>
        <translation>Die CUDA-Bibliotheken, die TensorFlow für {0} braucht (das Extra „gpu“), sind nicht installiert.</translation>
    </message>
    <message>
        <source>{0} nvidia-ml-py</source>
        <translation>{=0} nvidia-ml-py</translation>
    </message>
    <message>
        <source>TensorFlow does not see the {0}, though driver and libraries are there; this shows why.</source>
        <translation>TensorFlow sieht {0} nicht, obwohl Treiber und Bibliotheken da sind; dies zeigt, warum.</translation>
    </message>
    <message>
        <source>{0} -c &quot;import tensorflow as tf; print(tf.config.list_physical_devices())&quot;</source>
        <translation>{=0} -c &quot;import tensorflow as tf; print(tf.config.list_physical_devices())&quot;</translation>
    </message>
    <message>
        <source>{0} -m pip install {1}</source>
        <translation>{=0} -m pip install {=1}</translation>
    </message>
    <message>
        <source>{0} -m pip uninstall tensorflow-metal</source>
        <translation>{=0} -m pip uninstall tensorflow-metal</translation>
    </message>
    <message>
        <source>weights must be numbers with spaces between, such as 3 1, not {0}</source>
        <translation>Gewichte müssen Zahlen mit Leerzeichen dazwischen sein, etwa 3 1, nicht {0}</translation>
    </message>
    <message>
        <source>a weight must be above 0 and at most {0}, not {1}</source>
        <translation>ein Gewicht muss über 0 und höchstens {0} sein, nicht {1}</translation>
    </message>
    <message>
        <source>at most {0} datasets can be mixed, not {1}</source>
        <translation>höchstens {0} Datensätze lassen sich mischen, nicht {1}</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>Embeddings</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>Encoder self-attention</source>
        <translation>Encoder-Self-Attention</translation>
    </message>
    <message>
        <source>Encoder feed-forward</source>
        <translation>Feed-Forward des Encoders</translation>
    </message>
    <message>
        <source>Decoder self-attention</source>
        <translation>Decoder-Self-Attention</translation>
    </message>
    <message>
        <source>Decoder cross-attention</source>
        <translation>Cross-Attention des Decoders</translation>
    </message>
    <message>
        <source>Decoder feed-forward</source>
        <translation>Feed-Forward des Decoders</translation>
    </message>
    <message>
        <source>Norms</source>
        <translation>Normen</translation>
    </message>
    <message>
        <source>Output projection</source>
        <translation>Ausgabeprojektion</translation>
    </message>
    <message>
        <source>No place for datasets and runs</source>
        <translation>Kein Platz für Datensätze und Läufe</translation>
    </message>
    <message>
        <source>Datasets and runs are kept in {0}, which cannot be written.</source>
        <translation>Datensätze und Läufe werden in {0} aufbewahrt, das nicht beschrieben werden kann.</translation>
    </message>
    <message>
        <source>Set TRANSFORMER_DESK_HOME to another folder and start again.</source>
        <translation>Setzen Sie TRANSFORMER_DESK_HOME auf einen anderen Ordner und starten Sie neu.</translation>
    </message>
    <message>
        <source>The device has no memory for one step of this model and batch.</source>
        <translation>Das Gerät hat keinen Speicher für einen Schritt dieses Modells und Batches.</translation>
    </message>
    <message>
        <source>It needs {0} of GPU memory, and {1} are free.</source>
        <translation>Es braucht {0} GPU-Speicher, und {1} sind frei.</translation>
    </message>
    <message>
        <source>It needs {0} of memory, and {1} are free.</source>
        <translation>Es braucht {0} Speicher, und {1} sind frei.</translation>
    </message>
    <message>
        <source>The run needs {0} of disk, and {1} are free.</source>
        <translation>Der Lauf braucht {0} auf der Festplatte, und {1} sind frei.</translation>
    </message>
    <message>
        <source>The limit of {0} minutes ends it before its first validation, which comes after {1}.</source>
        <translation>Die Grenze von {0} Minuten beendet es vor seiner ersten Validierung, die nach {1} kommt.</translation>
    </message>
    <message>
        <source>It may take {0}.</source>
        <translation>Es kann {0} dauern.</translation>
    </message>
    <message>
        <source>The learning rate rises for {0} steps, and the training has {1}.</source>
        <translation>Die Lernrate steigt {0} Schritte lang, und das Training hat {1}.</translation>
    </message>
    <message>
        <source>Batches of {0} tokens: less memory, and more and smaller steps.</source>
        <translation>Batches von {0} Token: weniger Speicher, und mehr und kleinere Schritte.</translation>
    </message>
    <message>
        <source>Batches of {0} tokens, {1} for each step: the same training in less memory.</source>
        <translation>Batches von {0} Token, {1} für jeden Schritt: dasselbe Training in weniger Speicher.</translation>
    </message>
    <message>
        <source>Pairs of more than {0} tokens are left out, and batches have {1} tokens.</source>
        <translation>Paare von mehr als {0} Token werden ausgelassen, und Batches haben {1} Token.</translation>
    </message>
    <message>
        <source>Keeps the last {0} checkpoints instead of {1}.</source>
        <translation>Behält die letzten {0} Checkpoints statt {1}.</translation>
    </message>
    <message>
        <source>{0} minutes: long enough for two validations.</source>
        <translation>{0} Minuten: lang genug für zwei Validierungen.</translation>
    </message>
    <message>
        <source>{0} epochs, which take {1} at most.</source>
        <translation>{0} Epochen, die höchstens {1} dauern.</translation>
    </message>
    <message>
        <source>Stops after {0}, finished or not.</source>
        <translation>Endet nach {0}, fertig oder nicht.</translation>
    </message>
    <message>
        <source>A warm-up of {0} steps: the highest learning rate comes early.</source>
        <translation>Eine Aufwärmphase von {0} Schritten: Die höchste Lernrate kommt früh.</translation>
    </message>
    <message>
        <source>The model of the preset {0}.</source>
        <translation>Das Modell der Vorlage {0}.</translation>
    </message>
    <message>
        <source>Unknown preset</source>
        <translation>Unbekannte Vorlage</translation>
    </message>
    <message>
        <source>There is no preset {0}.</source>
        <translation>Es gibt keine Vorlage {0}.</translation>
    </message>
    <message>
        <source>Choose one of {0}.</source>
        <translation>Wählen Sie eine von {0}.</translation>
    </message>
    <message>
        <source>Two presets</source>
        <translation>Zwei Vorlagen</translation>
    </message>
    <message>
        <source>{0} names the preset {1}, and --preset says {2}.</source>
        <translation>{0} nennt die Vorlage {1}, --preset dagegen {2}.</translation>
    </message>
    <message>
        <source>Leave --preset out.</source>
        <translation>Lassen Sie --preset weg.</translation>
    </message>
    <message>
        <source>Not a configuration</source>
        <translation>Keine Konfiguration</translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}.</source>
        <translation>{0} kann nicht gelesen werden: {1}.</translation>
    </message>
    <message>
        <source>Correct the file.</source>
        <translation>Berichtigen Sie die Datei.</translation>
    </message>
    <message>
        <source>Correct it and start again.</source>
        <translation>Berichtigen Sie es und starten Sie noch einmal.</translation>
    </message>
    <message>
        <source>Unknown setting</source>
        <translation>Unbekannte Einstellung</translation>
    </message>
    <message>
        <source>There is no setting {0}.</source>
        <translation>Es gibt keine Einstellung {0}.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>None</translation>
    </message>
    <message>
        <source>--set {0} has no &apos;=&apos;.</source>
        <translation>--set {=0} hat kein &apos;=&apos;.</translation>
    </message>
    <message>
        <source>Write --set model.d_model=256.</source>
        <translation>Schreiben Sie --set model.d_model=256.</translation>
    </message>
    <message>
        <source>Did you mean {0}?</source>
        <translation>Meinten Sie {0}?</translation>
    </message>
    <message>
        <source>main.py train --help lists them all.</source>
        <translation>main.py train --help zählt sie alle auf.</translation>
    </message>
    <message>
        <source>Value error, </source>
        <translation>Wertfehler, </translation>
    </message>
    <message>
        <source>must be a whole number, but is {0}</source>
        <translation>muss eine ganze Zahl sein, ist aber {=0}</translation>
    </message>
    <message>
        <source>must be a number, but is {0}</source>
        <translation>muss eine Zahl sein, ist aber {=0}</translation>
    </message>
    <message>
        <source>must be a finite number, but is {0}</source>
        <translation>muss eine endliche Zahl sein, ist aber {=0}</translation>
    </message>
    <message>
        <source>must be true or false, but is {0}</source>
        <translation>muss wahr oder falsch sein, ist aber {=0}</translation>
    </message>
    <message>
        <source>must be {0}, but is {1}</source>
        <translation>muss {0} sein, ist aber {=1}</translation>
    </message>
    <message>
        <source>is no setting that this version knows</source>
        <translation>ist keine Einstellung, die diese Version kennt</translation>
    </message>
    <message>
        <source>a GPU</source>
        <translation>einer GPU</translation>
    </message>
    <message>
        <source>a processor without a GPU</source>
        <translation>einem Prozessor ohne GPU</translation>
    </message>
    <message>
        <source>{0} pairs on {1} suit the preset {2}.</source>
        <translation>{0} Paare auf {1} passen zur Vorlage {2}.</translation>
    </message>
    <message>
        <source>{0} short pairs of only {1} different words</source>
        <translation>{0} kurze Paare aus nur {1} verschiedenen Wörtern</translation>
    </message>
    <message>
        <source>{0} suit the preset tiny with two layers a side and whole words as tokens.</source>
        <translation>{0} passen zur Vorlage tiny mit zwei Schichten je Seite und ganzen Wörtern als Token.</translation>
    </message>
    <message>
        <source>{0} pairs with targets of one word suit the preset tiny on characters.</source>
        <translation>{0} Paare mit Zielen aus einem Wort passen zur Vorlage tiny mit Zeichen.</translation>
    </message>
    <message>
        <source>{0} has the setting {1}, which this version does not know.</source>
        <translation>{0} hat die Einstellung {=1}, die diese Version nicht kennt.</translation>
    </message>
    <message>
        <source>Damaged run</source>
        <translation>Beschädigter Lauf</translation>
    </message>
    <message>
        <source>Choose another run, or restore the file from a copy.</source>
        <translation>Wählen Sie einen anderen Lauf, oder stellen Sie die Datei aus einer Kopie wieder her.</translation>
    </message>
    <message>
        <source>{0} is a run already.</source>
        <translation>{0} ist schon ein Lauf.</translation>
    </message>
    <message>
        <source>Use --resume to go on with it, or choose another name.</source>
        <translation>Setzen Sie ihn mit --resume fort, oder wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>{0} is a file.</source>
        <translation>{0} ist eine Datei.</translation>
    </message>
    <message>
        <source>{0} exists already and is not empty.</source>
        <translation>{0} gibt es schon, und es ist nicht leer.</translation>
    </message>
    <message>
        <source>No run there</source>
        <translation>Kein Lauf</translation>
    </message>
    <message>
        <source>{0} is not a run folder: it has no run.json.</source>
        <translation>{0} ist kein Lauf-Ordner: Er hat keine run.json.</translation>
    </message>
    <message>
        <source>Choose the folder that a training made.</source>
        <translation>Wählen Sie den Ordner, den ein Training angelegt hat.</translation>
    </message>
    <message>
        <source>Newer run</source>
        <translation>Neuerer Lauf</translation>
    </message>
    <message>
        <source>{0} was made by a newer version of this program (run format {1}; this reads {2}).</source>
        <translation>{0} stammt von einer neueren Version dieses Programms (Laufformat {1}; diese liest {2}).</translation>
    </message>
    <message>
        <source>Update the program to open it.</source>
        <translation>Aktualisieren Sie das Programm, um ihn zu öffnen.</translation>
    </message>
    <message>
        <source>Neither time nor memory worth mentioning.</source>
        <translation>Weder Zeit noch Speicher, die zu nennen wären.</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>In the paper</source>
        <translation>Im Aufsatz</translation>
    </message>
    <message>
        <source>On the command line</source>
        <translation>Auf der Befehlszeile</translation>
    </message>
    <message>
        <source>What it costs</source>
        <translation>Was es kostet</translation>
    </message>
    <message>
        <source>Attention Is All You Need, {0}</source>
        <translation>Attention Is All You Need, {0}</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>wahr oder falsch (true, false)</translation>
    </message>
    <message>
        <source>whole numbers</source>
        <translation>ganze Zahlen</translation>
    </message>
    <message>
        <source>{0}, or empty</source>
        <translation>{0}, oder leer</translation>
    </message>
    <message>
        <source>{0} above {1}</source>
        <translation>{0} über {1}</translation>
    </message>
    <message>
        <source>{0} from {1}</source>
        <translation>{0} ab {1}</translation>
    </message>
    <message>
        <source>{0} above {1}, below {2}</source>
        <translation>{0} über {1}, unter {2}</translation>
    </message>
    <message>
        <source>{0} from {1}, below {2}</source>
        <translation>{0} ab {1}, unter {2}</translation>
    </message>
    <message>
        <source>{0} above {1}, to {2}</source>
        <translation>{0} über {1}, bis {2}</translation>
    </message>
    <message>
        <source>{0} from {1} to {2}</source>
        <translation>{0} von {1} bis {2}</translation>
    </message>
    <message>
        <source>Above {0}, below {1}{2}.</source>
        <translation>Über {0}, unter {1}{2}.</translation>
    </message>
    <message>
        <source>Above {0}, up to {1}{2}.</source>
        <translation>Über {0}, bis {1}{2}.</translation>
    </message>
    <message>
        <source>From {0}, below {1}{2}.</source>
        <translation>Ab {0}, unter {1}{2}.</translation>
    </message>
    <message>
        <source>Between {0} and {1}{2}.</source>
        <translation>Zwischen {0} und {1}{2}.</translation>
    </message>
    <message>
        <source>Attention Is All You Need, {0}.</source>
        <translation>Attention Is All You Need, {0}.</translation>
    </message>
    <message>
        <source>Wrong values</source>
        <translation>Falsche Werte</translation>
    </message>
    <message>
        <source>{0}={1} has an empty value.</source>
        <translation>{0}={1} hat einen leeren Wert.</translation>
    </message>
    <message>
        <source>Write values between commas: 64,128.</source>
        <translation>Schreiben Sie Werte mit Strichpunkten dazwischen: 64; 128.</translation>
    </message>
    <message>
        <source>A range on a grid</source>
        <translation>Ein Bereich in einem Raster</translation>
    </message>
    <message>
        <source>{0} is a range.</source>
        <translation>{0} ist ein Bereich.</translation>
    </message>
    <message>
        <source>List its values, or draw at random.</source>
        <translation>Geben Sie seine Werte an, oder ziehen Sie zufällig.</translation>
    </message>
    <message>
        <source>No sweep</source>
        <translation>Kein Sweep</translation>
    </message>
    <message>
        <source>These values make {0} combinations; a sweep has 2 to {1}.</source>
        <translation>Diese Werte ergeben {0} Kombinationen; ein Sweep hat 2 bis {1}.</translation>
    </message>
    <message>
        <source>Give several values for some settings, or draw some combinations at random.</source>
        <translation>Geben Sie mehrere Werte für einige Einstellungen an, oder ziehen Sie einige Kombinationen zufällig.</translation>
    </message>
    <message>
        <source>{0} combinations are asked for.</source>
        <translation>{0} Kombinationen werden verlangt.</translation>
    </message>
    <message>
        <source>Draw 1 to {0}.</source>
        <translation>Ziehen Sie 1 bis {0}.</translation>
    </message>
    <message>
        <source>No setting has values to draw from.</source>
        <translation>Keine Einstellung hat Werte, aus denen gezogen werden könnte.</translation>
    </message>
    <message>
        <source>Give values or a range for one.</source>
        <translation>Geben Sie für eine Werte oder einen Bereich an.</translation>
    </message>
    <message>
        <source>Wrong range</source>
        <translation>Falscher Bereich</translation>
    </message>
    <message>
        <source>{0}={1} does not rise.</source>
        <translation>{0}={1} steigt nicht.</translation>
    </message>
    <message>
        <source>Write the smaller number first.</source>
        <translation>Schreiben Sie die kleinere Zahl zuerst.</translation>
    </message>
    <message>
        <source>Impossible trial</source>
        <translation>Unmöglicher Versuch</translation>
    </message>
    <message>
        <source>The combination {0} is refused: {1}</source>
        <translation>Die Kombination {0} wird abgelehnt: {1}</translation>
    </message>
    <message>
        <source>Leave it out.</source>
        <translation>Lassen Sie sie weg.</translation>
    </message>
    <message>
        <source>{0}={1} is no range of numbers.</source>
        <translation>{0}={1} ist kein Zahlenbereich.</translation>
    </message>
    <message>
        <source>Write 0.001..0.01.</source>
        <translation>Schreiben Sie 0,001..0,01.</translation>
    </message>
    <message>
        <source>Another sweep</source>
        <translation>Ein anderer Sweep</translation>
    </message>
    <message>
        <source>Choose another name for the new one.</source>
        <translation>Wählen Sie für den neuen einen anderen Namen.</translation>
    </message>
    <message>
        <source>Reading ended</source>
        <translation>Lesen abgebrochen</translation>
    </message>
    <message>
        <source>The process that reads the files has ended before their end.</source>
        <translation>Der Prozess, der die Dateien liest, hat vor deren Ende geendet.</translation>
    </message>
    <message>
        <source>Import them once more.</source>
        <translation>Importieren Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>Not in the archive</source>
        <translation>Nicht im Archiv</translation>
    </message>
    <message>
        <source>There is no {0} in {1}.</source>
        <translation>Es gibt kein {0} in {1}.</translation>
    </message>
    <message>
        <source>Choose a file that is in it.</source>
        <translation>Wählen Sie eine Datei, die darin ist.</translation>
    </message>
    <message>
        <source>Encrypted archive</source>
        <translation>Verschlüsseltes Archiv</translation>
    </message>
    <message>
        <source>{0} in {1} is protected by a password.</source>
        <translation>{0} in {1} ist mit einem Passwort geschützt.</translation>
    </message>
    <message>
        <source>Unpack it, and choose the files in it.</source>
        <translation>Entpacken Sie es, und wählen Sie die Dateien darin.</translation>
    </message>
    <message>
        <source>Unusual archive</source>
        <translation>Ungewöhnliches Archiv</translation>
    </message>
    <message>
        <source>{0} in {1} is packed by a method that this program does not read.</source>
        <translation>{0} in {1} ist mit einem Verfahren gepackt, das dieses Programm nicht liest.</translation>
    </message>
    <message>
        <source>Suspicious archive</source>
        <translation>Verdächtiges Archiv</translation>
    </message>
    <message>
        <source>{0} holds {1}, a path that climbs out of the archive.</source>
        <translation>{0} enthält {1}, einen Pfad, der aus dem Archiv hinausführt.</translation>
    </message>
    <message>
        <source>Nothing was read from it. Ask whoever made it for another one.</source>
        <translation>Nichts wurde daraus gelesen. Bitten Sie den, der es gemacht hat, um ein anderes.</translation>
    </message>
    <message>
        <source>Too many files</source>
        <translation>Zu viele Dateien</translation>
    </message>
    <message>
        <source>{0} holds more than {1} files.</source>
        <translation>{0} enthält mehr als {1} Dateien.</translation>
    </message>
    <message>
        <source>Unpack it, and choose the files with the pairs.</source>
        <translation>Entpacken Sie es, und wählen Sie die Dateien mit den Paaren.</translation>
    </message>
    <message>
        <source>Other rules</source>
        <translation>Andere Regeln</translation>
    </message>
    <message>
        <source>The pairs that are there were not cleaned with these rules.</source>
        <translation>Die vorhandenen Paare wurden nicht mit diesen Regeln bereinigt.</translation>
    </message>
    <message>
        <source>Import without --clean, then clean the whole dataset.</source>
        <translation>Importieren Sie ohne --clean, und bereinigen Sie dann den ganzen Datensatz.</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>Three bars</source>
        <translation>Drei Striche</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>Semikolon</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>Komma</translation>
    </message>
    <message>
        <source>Bar</source>
        <translation>Strich</translation>
    </message>
    <message>
        <source>every one</source>
        <translation>jede</translation>
    </message>
    <message>
        <source>{0} between the columns, because {1} of the first {2} lines has exactly {3}</source>
        <translation>{0} zwischen den Spalten, weil {1} der ersten {2} Zeilen genau {3} hat</translation>
    </message>
    <message>
        <source>Fields in quotation marks, because some hold the delimiter, a line end or a quotation mark</source>
        <translation>Felder in Anführungszeichen, weil einige das Trennzeichen, ein Zeilenende oder ein Anführungszeichen enthalten</translation>
    </message>
    <message>
        <source>A header, because the first line names the columns: {0}</source>
        <translation>Eine Kopfzeile, weil die erste Zeile die Spalten benennt: {0}</translation>
    </message>
    <message>
        <source>Of {0} columns, {1} and {2} are the first two of text</source>
        <translation>Von {0} Spalten sind {1} und {2} die ersten zwei mit Text</translation>
    </message>
    <message>
        <source>From {0}, which the header names as the source</source>
        <translation>Aus {0}, das der Kopf als Quelle nennt</translation>
    </message>
    <message>
        <source>From {0}, the most frequent</source>
        <translation>Aus {0}, der häufigsten</translation>
    </message>
    <message>
        <source>TMX {0}, by its first element</source>
        <translation>TMX {=0}, nach seinem ersten Element</translation>
    </message>
    <message>
        <source>Languages in the first {0} units: {1}</source>
        <translation>Sprachen in den ersten {0} Einheiten: {1}</translation>
    </message>
    <message>
        <source>{0}; to {1}, the most frequent other one</source>
        <translation>{0}; nach {1}, der häufigsten anderen</translation>
    </message>
    <message>
        <source>No units</source>
        <translation>Keine Einheiten</translation>
    </message>
    <message>
        <source>{0} has no file with units in it.</source>
        <translation>{0} hat keine Datei mit Einheiten darin.</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>XLIFF {0}, by its first element</source>
        <translation>XLIFF {=0}, nach seinem ersten Element</translation>
    </message>
    <message>
        <source>From {0} to {1}, by the attributes of the file</source>
        <translation>Aus {0} nach {1}, nach den Attributen der Datei</translation>
    </message>
    <message>
        <source>States in the first {0} units: {1}</source>
        <translation>Zustände in den ersten {0} Einheiten: {1}</translation>
    </message>
    <message>
        <source>One column only</source>
        <translation>Nur eine Spalte</translation>
    </message>
    <message>
        <source>No sheet of {0} has two columns.</source>
        <translation>Kein Blatt von {0} hat zwei Spalten.</translation>
    </message>
    <message>
        <source>Choose a workbook with both languages.</source>
        <translation>Wählen Sie eine Arbeitsmappe mit beiden Sprachen.</translation>
    </message>
    <message>
        <source>A workbook, by its parts</source>
        <translation>Eine Arbeitsmappe, nach ihren Teilen</translation>
    </message>
    <message>
        <source>Sheet {0}, </source>
        <translation>Blatt {0}, </translation>
    </message>
    <message>
        <source>as chosen</source>
        <translation>wie gewählt</translation>
    </message>
    <message>
        <source>the first one with two columns</source>
        <translation>das erste mit zwei Spalten</translation>
    </message>
    <message>
        <source>A header, because the first row names the columns: {0}</source>
        <translation>Eine Kopfzeile, weil die erste Zeile die Spalten benennt: {0}</translation>
    </message>
    <message>
        <source>Parquet, by its first bytes</source>
        <translation>Parquet, nach seinen ersten Bytes</translation>
    </message>
    <message>
        <source>No two texts</source>
        <translation>Keine zwei Texte</translation>
    </message>
    <message>
        <source>{0} has no two columns of text.</source>
        <translation>{0} hat keine zwei Spalten mit Text.</translation>
    </message>
    <message>
        <source>Choose a file with both languages.</source>
        <translation>Wählen Sie eine Datei mit beiden Sprachen.</translation>
    </message>
    <message>
        <source>A dataset of this program</source>
        <translation>Ein Datensatz dieses Programms</translation>
    </message>
    <message>
        <source>without translation</source>
        <translation>ohne Übersetzung</translation>
    </message>
    <message>
        <source>only one language, {0}</source>
        <translation>nur eine Sprache, {0}</translation>
    </message>
    <message>
        <source>no translations</source>
        <translation>keine Übersetzungen</translation>
    </message>
    <message>
        <source>No two languages</source>
        <translation>Keine zwei Sprachen</translation>
    </message>
    <message>
        <source>Choose a translation memory with two languages.</source>
        <translation>Wählen Sie ein Translation-Memory mit zwei Sprachen.</translation>
    </message>
    <message>
        <source>Empty file</source>
        <translation>Leere Datei</translation>
    </message>
    <message>
        <source>{0} is empty.</source>
        <translation>{0} ist leer.</translation>
    </message>
    <message>
        <source>Choose a file with a pair of sentences a line.</source>
        <translation>Wählen Sie eine Datei mit einem Satzpaar je Zeile.</translation>
    </message>
    <message>
        <source>{0}, as chosen</source>
        <translation>{0}, wie gewählt</translation>
    </message>
    <message>
        <source>Not a text file</source>
        <translation>Keine Textdatei</translation>
    </message>
    <message>
        <source>{0} is not a text file.</source>
        <translation>{0} ist keine Textdatei.</translation>
    </message>
    <message>
        <source>Save the pairs as text, one pair a line.</source>
        <translation>Speichern Sie die Paare als Text, ein Paar je Zeile.</translation>
    </message>
    <message>
        <source>{0}, by the header</source>
        <translation>{0}, nach dem Kopf</translation>
    </message>
    <message>
        <source>To {0}, by the header</source>
        <translation>Nach {0}, nach dem Kopf</translation>
    </message>
    <message>
        <source>To {0}, by the name of the file or its folder</source>
        <translation>Nach {0}, nach dem Namen der Datei oder ihres Ordners</translation>
    </message>
    <message>
        <source>gettext PO, because it has messages and translations</source>
        <translation>gettext PO, weil es Meldungen und Übersetzungen hat</translation>
    </message>
    <message>
        <source>From en, in which the messages of programs nearly always are</source>
        <translation>Aus en, worin die Meldungen von Programmen fast immer stehen</translation>
    </message>
    <message>
        <source>The lines of {0} are no JSON objects with two texts in each.</source>
        <translation>Die Zeilen von {0} sind keine JSON-Objekte mit je zwei Texten.</translation>
    </message>
    <message>
        <source>Choose a file with an object a line, such as {&quot;en&quot;: &quot;a house&quot;, &quot;fr&quot;: &quot;une maison&quot;}.</source>
        <translation>Wählen Sie eine Datei mit einem Objekt je Zeile, etwa {&quot;en&quot;: &quot;a house&quot;, &quot;fr&quot;: &quot;une maison&quot;}.</translation>
    </message>
    <message>
        <source>JSON Lines, because every line is an object</source>
        <translation>JSON Lines, weil jede Zeile ein Objekt ist</translation>
    </message>
    <message>
        <source>From {0} to {1}, by the names</source>
        <translation>Aus {0} nach {1}, nach den Namen</translation>
    </message>
    <message>
        <source>Choose it together with {0}, which seems to hold the translations.</source>
        <translation>Wählen Sie sie zusammen mit {0}, das die Übersetzungen zu enthalten scheint.</translation>
    </message>
    <message>
        <source>Choose a file with two columns between tabs or commas, or two files with the same number of lines.</source>
        <translation>Wählen Sie eine Datei mit zwei Spalten zwischen Tabulatoren oder Kommas, oder zwei Dateien mit gleich vielen Zeilen.</translation>
    </message>
    <message>
        <source>The lines of {0} have one column, so there is no translation in them.</source>
        <translation>Die Zeilen von {0} haben eine Spalte; darin steht also keine Übersetzung.</translation>
    </message>
    <message>
        <source>Pairs are in one file or in two, not in {0}.</source>
        <translation>Paare stehen in einer Datei oder in zwei, nicht in {0}.</translation>
    </message>
    <message>
        <source>Choose one or two files.</source>
        <translation>Wählen Sie eine oder zwei Dateien.</translation>
    </message>
    <message>
        <source>{0} is a folder.</source>
        <translation>{0} ist ein Ordner.</translation>
    </message>
    <message>
        <source>Choose the file with the pairs in it.</source>
        <translation>Wählen Sie die Datei mit den Paaren darin.</translation>
    </message>
    <message>
        <source>There is no file {0}.</source>
        <translation>Es gibt keine Datei {0}.</translation>
    </message>
    <message>
        <source>One file, two encodings</source>
        <translation>Eine Datei, zwei Kodierungen</translation>
    </message>
    <message>
        <source>An encoding of the targets is given, but {0} alone holds both sides.</source>
        <translation>Eine Kodierung der Zielseite ist angegeben, aber {0} allein enthält beide Seiten.</translation>
    </message>
    <message>
        <source>Give the encoding of the file, or name two parallel files.</source>
        <translation>Geben Sie die Kodierung der Datei an, oder zwei parallele Dateien.</translation>
    </message>
    <message>
        <source>No pairs in the archive</source>
        <translation>Keine Paare im Archiv</translation>
    </message>
    <message>
        <source>{0} holds no file of pairs that could be read where it is: {1}.</source>
        <translation>{0} enthält keine Datei mit Paaren, die an Ort und Stelle lesbar wäre: {1}.</translation>
    </message>
    <message>
        <source>Not text</source>
        <translation>Kein Text</translation>
    </message>
    <message>
        <source>{0} cannot be read inside an archive.</source>
        <translation>{0} kann innerhalb eines Archivs nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Unpack it, and choose that file.</source>
        <translation>Entpacken Sie es, und wählen Sie diese Datei.</translation>
    </message>
    <message>
        <source>{0} in an archive of {1} files</source>
        <translation>{0} in einem Archiv von {1} Dateien</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>{0} other choices in it</source>
        <translation>{0} andere Möglichkeiten darin</translation>
    </message>
    <message>
        <source>Always on</source>
        <translation>Immer an</translation>
    </message>
    <message>
        <source>A source that is also in the validation or test part is never trained on.</source>
        <translation>Auf einer Quelle, die auch im Validierungs- oder Testteil steht, wird nie trainiert.</translation>
    </message>
    <message>
        <source>Leave this rule on, or draw the parts anew.</source>
        <translation>Lassen Sie diese Regel an, oder ziehen Sie die Teile neu.</translation>
    </message>
    <message>
        <source>No such pair</source>
        <translation>Kein solches Paar</translation>
    </message>
    <message>
        <source>{0} has no pair {1}.</source>
        <translation>{0} hat kein Paar {1}.</translation>
    </message>
    <message>
        <source>Look at its pairs again.</source>
        <translation>Sehen Sie seine Paare noch einmal an.</translation>
    </message>
    <message>
        <source>Empty sentence</source>
        <translation>Leerer Satz</translation>
    </message>
    <message>
        <source>Pair {0} needs text on both sides.</source>
        <translation>Paar {0} braucht auf beiden Seiten Text.</translation>
    </message>
    <message>
        <source>Exclude it instead.</source>
        <translation>Schließen Sie es stattdessen aus.</translation>
    </message>
    <message>
        <source>No such rule</source>
        <translation>Keine solche Regel</translation>
    </message>
    <message>
        <source>{0} has no flags of a rule {1}.</source>
        <translation>{0} hat keine Treffer einer Regel {1}.</translation>
    </message>
    <message>
        <source>Clean it first.</source>
        <translation>Bereinigen Sie ihn zuerst.</translation>
    </message>
    <message>
        <source>The same pair</source>
        <translation>Dasselbe Paar</translation>
    </message>
    <message>
        <source>The dataset has a pair with just these texts already.</source>
        <translation>Der Datensatz hat schon ein Paar mit genau diesen Texten.</translation>
    </message>
    <message>
        <source>Exclude this one instead.</source>
        <translation>Schließen Sie stattdessen dieses aus.</translation>
    </message>
    <message>
        <source>{0} by its byte order mark</source>
        <translation>{0}, nach der Byte-Reihenfolge-Markierung</translation>
    </message>
    <message>
        <source>{0}, because every second byte is zero</source>
        <translation>{0}, weil jedes zweite Byte null ist</translation>
    </message>
    <message>
        <source>UTF-8, because there are only ASCII characters</source>
        <translation>UTF-8, weil nur ASCII-Zeichen vorkommen</translation>
    </message>
    <message>
        <source>UTF-8, because it decodes without an error</source>
        <translation>UTF-8, weil es sich ohne Fehler dekodieren lässt</translation>
    </message>
    <message>
        <source>UTF-8, though {0} places in the sample do not decode</source>
        <translation>UTF-8, obwohl sich {0} Stellen der Probe nicht dekodieren lassen</translation>
    </message>
    <message>
        <source>Windows-1252, because it is not UTF-8 and nothing else fits much better</source>
        <translation>Windows-1252, weil es nicht UTF-8 ist und nichts anderes viel besser passt</translation>
    </message>
    <message>
        <source>{0}, because it is not UTF-8 and its letters fit</source>
        <translation>{0}, weil es nicht UTF-8 ist und seine Buchstaben passen</translation>
    </message>
    <message>
        <source>Unknown format</source>
        <translation>Unbekanntes Format</translation>
    </message>
    <message>
        <source>{0} ends neither in .tsv nor in .tmx.</source>
        <translation>{0} endet weder auf .tsv noch auf .tmx.</translation>
    </message>
    <message>
        <source>Give it one of these endings.</source>
        <translation>Geben Sie ihm eine dieser Endungen.</translation>
    </message>
    <message>
        <source>From {0} to {1}, by the words of the first {2} pairs</source>
        <translation>Aus {0} nach {1}, nach den Wörtern der ersten {2} Paare</translation>
    </message>
    <message>
        <source>You may not write into the folder {0}.</source>
        <translation>In den Ordner {0} dürfen Sie nicht schreiben.</translation>
    </message>
    <message>
        <source>No pairs</source>
        <translation>Keine Paare</translation>
    </message>
    <message>
        <source>None of the {0} lines of {1} is a pair: {2}.</source>
        <translation>Keine der {0} Zeilen von {1} ist ein Paar: {2}.</translation>
    </message>
    <message>
        <source>Check how it is read.</source>
        <translation>Prüfen Sie, wie sie gelesen wird.</translation>
    </message>
    <message>
        <source>Other languages</source>
        <translation>Andere Sprachen</translation>
    </message>
    <message>
        <source>Import them into a dataset of their own.</source>
        <translation>Importieren Sie sie in einen eigenen Datensatz.</translation>
    </message>
    <message>
        <source>{0} and {1} are the first two keys with text</source>
        <translation>{0} und {1} sind die ersten zwei Schlüssel mit Text</translation>
    </message>
    <message>
        <source>{0} and {1}, because their names are languages</source>
        <translation>{0} und {1}, weil ihre Namen Sprachen sind</translation>
    </message>
    <message>
        <source>{0} and {1}, by their names</source>
        <translation>{0} und {1}, nach ihren Namen</translation>
    </message>
    <message>
        <source>{0} goes from {1} to {2}, and {3} from {4} to {5}.</source>
        <translation>{0} geht von {1} nach {2}, und {3} von {4} nach {5}.</translation>
    </message>
    <message>
        <source>Mix datasets of the same two languages.</source>
        <translation>Mischen Sie Datensätze derselben zwei Sprachen.</translation>
    </message>
    <message>
        <source>The line is empty</source>
        <translation>Die Zeile ist leer</translation>
    </message>
    <message>
        <source>The line does not have as many columns as the others</source>
        <translation>Die Zeile hat nicht so viele Spalten wie die anderen</translation>
    </message>
    <message>
        <source>The quotation marks of the line do not match</source>
        <translation>Die Anführungszeichen der Zeile passen nicht zueinander</translation>
    </message>
    <message>
        <source>Some characters cannot be read in this encoding</source>
        <translation>Einige Zeichen sind in dieser Kodierung nicht lesbar</translation>
    </message>
    <message>
        <source>The line is longer than any sentence</source>
        <translation>Die Zeile ist länger als jeder Satz</translation>
    </message>
    <message>
        <source>The line is not what this format has in a line</source>
        <translation>Die Zeile ist nicht, was dieses Format in einer Zeile hat</translation>
    </message>
    <message>
        <source>The file is damaged at this unit</source>
        <translation>Die Datei ist bei dieser Einheit beschädigt</translation>
    </message>
    <message>
        <source>One of the two languages is missing</source>
        <translation>Eine der beiden Sprachen fehlt</translation>
    </message>
    <message>
        <source>The sentence has inline codes</source>
        <translation>Der Satz hat Inline-Codes</translation>
    </message>
    <message>
        <source>Its state says that it is not translated</source>
        <translation>Ihr Zustand sagt, dass sie nicht übersetzt ist</translation>
    </message>
    <message>
        <source>Its state says that it is not approved</source>
        <translation>Ihr Zustand sagt, dass sie nicht freigegeben ist</translation>
    </message>
    <message>
        <source>The translation is marked as fuzzy</source>
        <translation>Die Übersetzung ist als unscharf markiert</translation>
    </message>
    <message>
        <source>The message is obsolete</source>
        <translation>Die Meldung ist veraltet</translation>
    </message>
    <message>
        <source>The dataset that it comes from does not use it</source>
        <translation>Der Datensatz, aus dem es kommt, verwendet es nicht</translation>
    </message>
    <message>
        <source>The source is empty</source>
        <translation>Die Quelle ist leer</translation>
    </message>
    <message>
        <source>The target is empty</source>
        <translation>Das Ziel ist leer</translation>
    </message>
    <message>
        <source>A sentence is longer than the limit</source>
        <translation>Ein Satz ist länger als die Grenze</translation>
    </message>
    <message>
        <source>The same pair is there already</source>
        <translation>Dasselbe Paar ist schon da</translation>
    </message>
    <message>
        <source>The source is also in the validation or test part</source>
        <translation>Die Quelle steht auch im Validierungs- oder Testteil</translation>
    </message>
    <message>
        <source>unknown reason {0}</source>
        <translation>unbekannter Grund {0}</translation>
    </message>
    <message>
        <source>Files of unequal length</source>
        <translation>Dateien ungleicher Länge</translation>
    </message>
    <message>
        <source>{0} has {1} lines and {2} has {3}, so they are not parallel.</source>
        <translation>{0} hat {1} Zeilen und {2} hat {3}; sie sind also nicht parallel.</translation>
    </message>
    <message>
        <source>Nothing was imported. Choose files in which the lines of the same number belong together.</source>
        <translation>Nichts wurde importiert. Wählen Sie Dateien, deren Zeilen gleicher Nummer zusammengehören.</translation>
    </message>
    <message>
        <source>Not a Parquet file</source>
        <translation>Keine Parquet-Datei</translation>
    </message>
    <message>
        <source>{0} is no Parquet file, or it is damaged.</source>
        <translation>{0} ist keine Parquet-Datei, oder sie ist beschädigt.</translation>
    </message>
    <message>
        <source>Fetch it again, or choose another file.</source>
        <translation>Holen Sie sie noch einmal, oder wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>Parquet needs pyarrow</source>
        <translation>Parquet braucht pyarrow</translation>
    </message>
    <message>
        <source>{0} is a Parquet file, which this installation cannot read.</source>
        <translation>{0} ist eine Parquet-Datei, die diese Installation nicht lesen kann.</translation>
    </message>
    <message>
        <source>No such column</source>
        <translation>Keine solche Spalte</translation>
    </message>
    <message>
        <source>{0} has no column {1} of text.</source>
        <translation>{0} hat keine Textspalte {1}.</translation>
    </message>
    <message>
        <source>Choose one of: {0}.</source>
        <translation>Wählen Sie eine von: {0}.</translation>
    </message>
    <message>
        <source>another file, for it has none</source>
        <translation>eine andere Datei, denn sie hat keine</translation>
    </message>
    <message>
        <source>Not a workbook</source>
        <translation>Keine Arbeitsmappe</translation>
    </message>
    <message>
        <source>{0} is no XLSX workbook, or it is damaged or protected by a password.</source>
        <translation>{0} ist keine XLSX-Arbeitsmappe, oder sie ist beschädigt oder mit einem Passwort geschützt.</translation>
    </message>
    <message>
        <source>Save it again as XLSX or CSV.</source>
        <translation>Speichern Sie sie noch einmal als XLSX oder CSV.</translation>
    </message>
    <message>
        <source>No such sheet</source>
        <translation>Kein solches Blatt</translation>
    </message>
    <message>
        <source>{0} has no sheet {1}.</source>
        <translation>{0} hat kein Blatt {1}.</translation>
    </message>
    <message>
        <source>Suspicious workbook</source>
        <translation>Verdächtige Arbeitsmappe</translation>
    </message>
    <message>
        <source>{0} in {1} unpacks to {2} MB, more than it needs.</source>
        <translation>{0} in {1} entpackt sich zu {2} MB, mehr als nötig.</translation>
    </message>
    <message>
        <source>Save the two columns as CSV, and choose that file.</source>
        <translation>Speichern Sie die zwei Spalten als CSV, und wählen Sie diese Datei.</translation>
    </message>
    <message>
        <source>too much is damaged: the rest was not read</source>
        <translation>zu viel ist beschädigt: Der Rest wurde nicht gelesen</translation>
    </message>
    <message>
        <source>it ends too early</source>
        <translation>sie endet zu früh</translation>
    </message>
    <message>
        <source>its first element is another one</source>
        <translation>ihr erstes Element ist ein anderes</translation>
    </message>
    <message>
        <source>a unit, or what stands between two, is longer than any sentence</source>
        <translation>eine Einheit, oder was zwischen zweien steht, ist länger als jeder Satz</translation>
    </message>
    <message>
        <source>Entities in the file</source>
        <translation>Entitäten in der Datei</translation>
    </message>
    <message>
        <source>{0} declares entities of its own, as attacks do and translation files do not.</source>
        <translation>{0} deklariert eigene Entitäten, wie es Angriffe tun und Übersetzungsdateien nicht.</translation>
    </message>
    <message>
        <source>Nothing was read. Export the file again with another program, or replace the entities.</source>
        <translation>Nichts wurde gelesen. Exportieren Sie die Datei noch einmal mit einem anderen Programm, oder ersetzen Sie die Entitäten.</translation>
    </message>
    <message>
        <source>the file ends too early: {0}</source>
        <translation>die Datei endet zu früh: {0}</translation>
    </message>
    <message>
        <source>Not a {0} file</source>
        <translation>Keine {0}-Datei</translation>
    </message>
    <message>
        <source>{0} cannot be read as {1}: {2}.</source>
        <translation>{0} kann nicht als {1} gelesen werden: {2}.</translation>
    </message>
    <message>
        <source>Export it again, or choose another file.</source>
        <translation>Exportieren Sie sie noch einmal, oder wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source> xmlns{0}={1}</source>
        <translation> xmlns{=0}={=1}</translation>
    </message>
    <message>
        <source>No such origin</source>
        <translation>Keine solche Herkunft</translation>
    </message>
    <message>
        <source>No pairs came from a file {0}.</source>
        <translation>Aus einer Datei {0} kamen keine Paare.</translation>
    </message>
    <message>
        <source>They came from {0}.</source>
        <translation>Sie kamen aus {0}.</translation>
    </message>
    <message>
        <source>No such preset</source>
        <translation>Keine solche Vorlage</translation>
    </message>
    <message>
        <source>The presets are {0}.</source>
        <translation>Die Vorlagen sind {0}.</translation>
    </message>
    <message>
        <source>There is no rule {0}.</source>
        <translation>Es gibt keine Regel {0}.</translation>
    </message>
    <message>
        <source>The rules are {0}.</source>
        <translation>Die Regeln sind {0}.</translation>
    </message>
    <message>
        <source>main.py clean --help lists them all.</source>
        <translation>main.py clean --help zählt sie alle auf.</translation>
    </message>
    <message>
        <source>{0}: {1}, but it is {2}.</source>
        <translation>{0}: {1}, es ist aber {2}.</translation>
    </message>
    <message>
        <source>Correct it.</source>
        <translation>Berichtigen Sie es.</translation>
    </message>
    <message>
        <source>Not a dataset</source>
        <translation>Kein Datensatz</translation>
    </message>
    <message>
        <source>{0} is not a dataset of text pairs, or it is damaged.</source>
        <translation>{0} ist kein Datensatz von Textpaaren, oder er ist beschädigt.</translation>
    </message>
    <message>
        <source>Choose another file, or import the pairs again.</source>
        <translation>Wählen Sie eine andere Datei, oder importieren Sie die Paare noch einmal.</translation>
    </message>
    <message>
        <source>Name a .pairs file in it.</source>
        <translation>Geben Sie eine .pairs-Datei darin an.</translation>
    </message>
    <message>
        <source>Dataset not found</source>
        <translation>Datensatz nicht gefunden</translation>
    </message>
    <message>
        <source>There is no dataset {0}.</source>
        <translation>Es gibt keinen Datensatz {0}.</translation>
    </message>
    <message>
        <source>Check the name, or import the pairs again.</source>
        <translation>Prüfen Sie den Namen, oder importieren Sie die Paare noch einmal.</translation>
    </message>
    <message>
        <source>Newer dataset</source>
        <translation>Neuerer Datensatz</translation>
    </message>
    <message>
        <source>{0} has format {1}, and this version of the program knows formats up to {2}.</source>
        <translation>{0} hat Format {1}, und diese Version des Programms kennt Formate bis {2}.</translation>
    </message>
    <message>
        <source>Update the program, or import the pairs again.</source>
        <translation>Aktualisieren Sie das Programm, oder importieren Sie die Paare noch einmal.</translation>
    </message>
    <message>
        <source>Cannot write</source>
        <translation>Schreiben nicht möglich</translation>
    </message>
    <message>
        <source>There is no space left on the disk for {0}.</source>
        <translation>Auf der Festplatte ist kein Platz mehr für {0}.</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>Schaffen Sie Platz, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Dataset in use</source>
        <translation>Datensatz in Gebrauch</translation>
    </message>
    <message>
        <source>Another import or cleaning is writing to {0}.</source>
        <translation>Ein anderer Import oder eine Bereinigung schreibt gerade in {0}.</translation>
    </message>
    <message>
        <source>Wait for it to end, then try again.</source>
        <translation>Warten Sie, bis das zu Ende ist, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{0} may not be written by you.</source>
        <translation>{0} dürfen Sie nicht schreiben.</translation>
    </message>
    <message>
        <source>{0} is a database and not a text file.</source>
        <translation>{0} ist eine Datenbank und keine Textdatei.</translation>
    </message>
    <message>
        <source>Open a dataset instead of importing it.</source>
        <translation>Öffnen Sie einen Datensatz, statt ihn zu importieren.</translation>
    </message>
    <message>
        <source>Damaged file</source>
        <translation>Beschädigte Datei</translation>
    </message>
    <message>
        <source>The compressed file {0} is damaged or incomplete.</source>
        <translation>Die komprimierte Datei {0} ist beschädigt oder unvollständig.</translation>
    </message>
    <message>
        <source>Fetch or make it again.</source>
        <translation>Holen oder machen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>{0} unpacks to more than {1} times its size, as no text does, but a zip bomb.</source>
        <translation>{0} entpackt sich zu mehr als dem {1}-Fachen seiner Größe, was kein Text tut, wohl aber eine Zip-Bombe.</translation>
    </message>
    <message>
        <source>Unpack it by hand if you trust it, and choose the files in it.</source>
        <translation>Entpacken Sie es von Hand, wenn Sie ihm trauen, und wählen Sie die Dateien darin.</translation>
    </message>
    <message>
        <source>Unknown encoding</source>
        <translation>Unbekannte Kodierung</translation>
    </message>
    <message>
        <source>There is no encoding {0}.</source>
        <translation>Es gibt keine Kodierung {0}.</translation>
    </message>
    <message>
        <source>Try utf-8 or windows-1252.</source>
        <translation>Versuchen Sie utf-8 oder windows-1252.</translation>
    </message>
    <message>
        <source>Wrong candidate</source>
        <translation>Falscher Kandidat</translation>
    </message>
    <message>
        <source>“{0}” is no tokenizer; a kind is one of {1}.</source>
        <translation>„{0}“ ist kein Tokenizer; Arten sind {1}.</translation>
    </message>
    <message>
        <source>Write {0}.</source>
        <translation>Schreiben Sie {0}.</translation>
    </message>
    <message>
        <source>“{0}” asks for {1} tokens.</source>
        <translation>„{0}“ verlangt {1} Token.</translation>
    </message>
    <message>
        <source>Ask for 32 to 128,000.</source>
        <translation>Verlangen Sie 32 bis 128.000.</translation>
    </message>
    <message>
        <source>{0} has no pair in its {1} part.</source>
        <translation>{0} hat im Teil {1} kein Paar.</translation>
    </message>
    <message>
        <source>Import pairs, or give it a part.</source>
        <translation>Importieren Sie Paare, oder geben Sie ihm einen Teil.</translation>
    </message>
    <message>
        <source>No training pairs</source>
        <translation>Keine Trainingspaare</translation>
    </message>
    <message>
        <source>{0} has no pair in its training part.</source>
        <translation>{0} hat in seinem Trainingsteil kein Paar.</translation>
    </message>
    <message>
        <source>Import pairs for training.</source>
        <translation>Importieren Sie Paare zum Trainieren.</translation>
    </message>
    <message>
        <source>Tokenizer missing</source>
        <translation>Tokenizer fehlt</translation>
    </message>
    <message>
        <source>{0} has no tokenizer {1}.</source>
        <translation>{0} hat keinen Tokenizer {1}.</translation>
    </message>
    <message>
        <source>Restore the folder from a copy.</source>
        <translation>Stellen Sie den Ordner aus einer Kopie wieder her.</translation>
    </message>
    <message>
        <source>Tokenizer damaged</source>
        <translation>Tokenizer beschädigt</translation>
    </message>
    <message>
        <source>{0} cannot be read.</source>
        <translation>{0} kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Restore it from a copy.</source>
        <translation>Stellen Sie es aus einer Kopie wieder her.</translation>
    </message>
    <message>
        <source>Tokenizer failed</source>
        <translation>Tokenizer misslungen</translation>
    </message>
    <message>
        <source>SentencePiece cannot make {0} tokens of these sentences: {1}.</source>
        <translation>SentencePiece kann aus diesen Sätzen keine {0} Token machen: {1}.</translation>
    </message>
    <message>
        <source>Choose another tokenizer.vocabulary_size, or words or characters for tiny data.</source>
        <translation>Wählen Sie ein anderes tokenizer.vocabulary_size, oder Wörter oder Zeichen bei winzigen Daten.</translation>
    </message>
    <message>
        <source>Vocabulary too small</source>
        <translation>Vokabular zu klein</translation>
    </message>
    <message>
        <source>The letters of these sentences alone need a vocabulary of {0}, not {1}.</source>
        <translation>Allein die Buchstaben dieser Sätze brauchen ein Vokabular von {0}, nicht {1}.</translation>
    </message>
    <message>
        <source>Set tokenizer.vocabulary_size to at least {0}.</source>
        <translation>Setzen Sie tokenizer.vocabulary_size auf mindestens {0}.</translation>
    </message>
    <message>
        <source>Unknown form</source>
        <translation>Unbekannte Form</translation>
    </message>
    <message>
        <source>{0} is neither a .gif nor a .png.</source>
        <translation>{0} ist weder ein .gif noch ein .png.</translation>
    </message>
    <message>
        <source>Choose one of these endings.</source>
        <translation>Wählen Sie eine dieser Endungen.</translation>
    </message>
    <message>
        <source>No pictures</source>
        <translation>Keine Bilder</translation>
    </message>
    <message>
        <source>{0} has no .png or .bmp file.</source>
        <translation>{0} hat keine .png- oder .bmp-Datei.</translation>
    </message>
    <message>
        <source>Name a folder of pictures.</source>
        <translation>Geben Sie einen Ordner mit Bildern an.</translation>
    </message>
    <message>
        <source>{0}: {1} pictures</source>
        <translation>{0}: {1} Bilder</translation>
    </message>
    <message>
        <source>Animating</source>
        <translation>Animation entsteht</translation>
    </message>
    <message>
        <source>{0} parameters, {1} steps an epoch</source>
        <translation>{0} Parameter, {1} Schritte je Epoche</translation>
    </message>
    <message>
        <source>Damaged model</source>
        <translation>Beschädigtes Modell</translation>
    </message>
    <message>
        <source>Resume the run to make it anew.</source>
        <translation>Setzen Sie den Lauf fort, um es neu zu machen.</translation>
    </message>
    <message>
        <source>{0} has no checkpoint yet.</source>
        <translation>{0} hat noch keinen Checkpoint.</translation>
    </message>
    <message>
        <source>Wait for the first validation of the training.</source>
        <translation>Warten Sie auf die erste Validierung des Trainings.</translation>
    </message>
    <message>
        <source>{0} needs --ids with the numbers of pairs.</source>
        <translation>{0} braucht --ids mit den Nummern von Paaren.</translation>
    </message>
    <message>
        <source>Name such a file, or --all.</source>
        <translation>Geben Sie eine solche Datei an, oder --all.</translation>
    </message>
    <message>
        <source>Damaged checkpoint</source>
        <translation>Beschädigter Checkpoint</translation>
    </message>
    <message>
        <source>Remove its folder and resume from the one before.</source>
        <translation>Entfernen Sie seinen Ordner, und setzen Sie vom vorigen an fort.</translation>
    </message>
    <message>
        <source>No whole checkpoint</source>
        <translation>Kein ganzer Checkpoint</translation>
    </message>
    <message>
        <source>No checkpoint of {0} holds an optimizer.</source>
        <translation>Kein Checkpoint von {0} enthält einen Optimierer.</translation>
    </message>
    <message>
        <source>Start a new run.</source>
        <translation>Beginnen Sie einen neuen Lauf.</translation>
    </message>
    <message>
        <source>Checkpoint does not fit</source>
        <translation>Checkpoint passt nicht</translation>
    </message>
    <message>
        <source>{0} has no {1} of this model&apos;s size.</source>
        <translation>{0} hat kein {1} von der Größe dieses Modells.</translation>
    </message>
    <message>
        <source>Start a new run instead.</source>
        <translation>Beginnen Sie stattdessen einen neuen Lauf.</translation>
    </message>
    <message>
        <source>Cleaning</source>
        <translation>Wird bereinigt</translation>
    </message>
    <message>
        <source>{0} pairs were repaired; undo takes it back.</source>
        <translation>{0} Paare wurden repariert; Rückgängig nimmt es zurück.</translation>
    </message>
    <message>
        <source>Nothing to compare</source>
        <translation>Nichts zu vergleichen</translation>
    </message>
    <message>
        <source>Only one run is named.</source>
        <translation>Nur ein Lauf ist angegeben.</translation>
    </message>
    <message>
        <source>Name two runs or more.</source>
        <translation>Geben Sie zwei oder mehr Läufe an.</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Wird verglichen</translation>
    </message>
    <message>
        <source>Different test sets</source>
        <translation>Verschiedene Testdaten</translation>
    </message>
    <message>
        <source>These runs were trained on different datasets, whose test parts cannot be compared.</source>
        <translation>Diese Läufe wurden auf verschiedenen Datensätzen trainiert, deren Testteile nicht vergleichbar sind.</translation>
    </message>
    <message>
        <source>Name one test set for all of them: a file of sources and one of references (--source, --reference).</source>
        <translation>Geben Sie für alle dieselben Testdaten an: eine Datei mit Quellsätzen und eine mit Referenzen (--source, --reference).</translation>
    </message>
    <message>
        <source>Loading {0}</source>
        <translation>{0} wird geladen</translation>
    </message>
    <message>
        <source>Translating with {0}</source>
        <translation>Übersetzt mit {0}</translation>
    </message>
    <message>
        <source>Training on the sample “{0}”: {1}</source>
        <translation>Trainiert auf dem Beispiel „{0}“: {1}</translation>
    </message>
    <message>
        <source>Sentences that were not in the training part:</source>
        <translation>Sätze, die nicht im Trainingsteil standen:</translation>
    </message>
    <message>
        <source>Looking at the pairs</source>
        <translation>Die Paare werden betrachtet</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Das Modell wird geladen</translation>
    </message>
    <message>
        <source>One file missing</source>
        <translation>Eine Datei fehlt</translation>
    </message>
    <message>
        <source>Only one of --source and --reference is given.</source>
        <translation>Nur eines von --source und --reference ist angegeben.</translation>
    </message>
    <message>
        <source>Name both, or neither.</source>
        <translation>Geben Sie beide an, oder keines.</translation>
    </message>
    <message>
        <source>Unequal files</source>
        <translation>Ungleiche Dateien</translation>
    </message>
    <message>
        <source>{0} has {1} lines, but {2} has {3}.</source>
        <translation>{0} hat {1} Zeilen, {2} aber {3}.</translation>
    </message>
    <message>
        <source>Give two files in which line n translates line n.</source>
        <translation>Geben Sie zwei Dateien an, in denen Zeile n Zeile n übersetzt.</translation>
    </message>
    <message>
        <source>{0} has no lines.</source>
        <translation>{0} hat keine Zeilen.</translation>
    </message>
    <message>
        <source>Give a file with sentences.</source>
        <translation>Geben Sie eine Datei mit Sätzen an.</translation>
    </message>
    <message>
        <source>No test part</source>
        <translation>Kein Testteil</translation>
    </message>
    <message>
        <source>The dataset of this run has no test part.</source>
        <translation>Der Datensatz dieses Laufs hat keinen Testteil.</translation>
    </message>
    <message>
        <source>Name --source and --reference.</source>
        <translation>Geben Sie --source und --reference an.</translation>
    </message>
    <message>
        <source>{0} files: {1}</source>
        <translation>{0} Dateien: {1}</translation>
    </message>
    <message>
        <source>{0} validation pairs are left out: their source is in the test part of one of the datasets</source>
        <translation>{0} Validierungspaare werden ausgelassen: Ihre Quelle steht im Testteil eines der Datensätze</translation>
    </message>
    <message>
        <source>{0} gives the mix no training pair: it has no share of an epoch and no tag</source>
        <translation>{0} gibt der Mischung kein Trainingspaar: Er hat keinen Anteil an einer Epoche und kein Kennzeichen</translation>
    </message>
    <message>
        <source>No numbers of pairs</source>
        <translation>Keine Nummern von Paaren</translation>
    </message>
    <message>
        <source>{0} does not hold numbers of pairs, one a line, nor {1}-endian ones of 8 bytes.</source>
        <translation>{0} enthält weder Nummern von Paaren, eine je Zeile, noch solche von 8 Byte ({1}-endian).</translation>
    </message>
    <message>
        <source>Write the number of a pair in each line.</source>
        <translation>Schreiben Sie in jede Zeile die Nummer eines Paars.</translation>
    </message>
    <message>
        <source>Attention is kept for the first {0} tokens: a sentence has {1}</source>
        <translation>Attention wird für die ersten {0} Token gespeichert: Ein Satz hat {1}</translation>
    </message>
    <message>
        <source>{0} is trained with tags: each pinned sentence must begin with one of these and a space: {1}</source>
        <translation>{0} wird mit Kennzeichen trainiert: Jeder angeheftete Satz muss mit einem von diesen und einem Leerzeichen beginnen: {1}</translation>
    </message>
    <message>
        <source>The learning rate rises for {0} steps, and at this speed {1} minutes have about {2}: a warm-up of {3} steps would suit them (training.warmup_steps)</source>
        <translation>Die Lernrate steigt {0} Schritte lang, und bei diesem Tempo haben {1} Minuten etwa {2}: Eine Aufwärmphase von {3} Schritten würde zu ihnen passen (training.warmup_steps)</translation>
    </message>
    <message>
        <source>{0} is being trained by another process and is left to it</source>
        <translation>{0} wird von einem anderen Prozess trainiert und bleibt ihm überlassen</translation>
    </message>
    <message>
        <source>Trials that failed before: {0}</source>
        <translation>Zuvor fehlgeschlagene Versuche: {0}</translation>
    </message>
    <message>
        <source>--{0} is for lines of text; with --json commands are read.</source>
        <translation>--{0} gilt für Textzeilen; mit --json werden Befehle gelesen.</translation>
    </message>
    <message>
        <source>Translating</source>
        <translation>Übersetzen</translation>
    </message>
    <message>
        <source>Not UTF-8</source>
        <translation>Nicht UTF-8</translation>
    </message>
    <message>
        <source>{0} is not UTF-8 text (byte {1}).</source>
        <translation>{0} ist kein UTF-8-Text (Byte {1}).</translation>
    </message>
    <message>
        <source>Convert it to UTF-8.</source>
        <translation>Wandeln Sie es in UTF-8 um.</translation>
    </message>
    <message>
        <source>There is no export format {0}.</source>
        <translation>Es gibt kein Exportformat {0}.</translation>
    </message>
    <message>
        <source>{0} exists already.</source>
        <translation>{0} gibt es schon.</translation>
    </message>
    <message>
        <source>preparing</source>
        <translation>wird vorbereitet</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>validating</source>
        <translation>validiert</translation>
    </message>
    <message>
        <source>saving</source>
        <translation>speichert</translation>
    </message>
    <message>
        <source>finishing</source>
        <translation>wählt das Modell</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>abgeschlossen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>in training</source>
        <translation>im Training</translation>
    </message>
    <message>
        <source>true</source>
        <translation>wahr</translation>
    </message>
    <message>
        <source>false</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Input should be greater than or equal to {0}</source>
        <translation>Muss mindestens {0} sein</translation>
    </message>
    <message>
        <source>Input should be less than or equal to {0}</source>
        <translation>Darf höchstens {0} sein</translation>
    </message>
    <message>
        <source>Input should be a valid integer, unable to parse string as an integer</source>
        <translation>Muss eine ganze Zahl sein</translation>
    </message>
    <message>
        <source>Input should be a valid number, unable to parse string as a number</source>
        <translation>Muss eine Zahl sein</translation>
    </message>
    <message>
        <source>section 5.1</source>
        <translation>Abschnitt 5.1</translation>
    </message>
    <message>
        <source>section 3.4</source>
        <translation>Abschnitt 3.4</translation>
    </message>
    <message>
        <source>section 3.1</source>
        <translation>Abschnitt 3.1</translation>
    </message>
    <message>
        <source>section 3.2.2</source>
        <translation>Abschnitt 3.2.2</translation>
    </message>
    <message>
        <source>section 3.3</source>
        <translation>Abschnitt 3.3</translation>
    </message>
    <message>
        <source>section 5.4</source>
        <translation>Abschnitt 5.4</translation>
    </message>
    <message>
        <source>section 3.5</source>
        <translation>Abschnitt 3.5</translation>
    </message>
    <message>
        <source>section 4</source>
        <translation>Abschnitt 4</translation>
    </message>
    <message>
        <source>section 5.2</source>
        <translation>Abschnitt 5.2</translation>
    </message>
    <message>
        <source>section 5.3</source>
        <translation>Abschnitt 5.3</translation>
    </message>
    <message>
        <source>section 6.1</source>
        <translation>Abschnitt 6.1</translation>
    </message>
    <message>
        <source>statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>tokenizer bench’s</source>
        <translation>Tokenizer-Vergleich</translation>
    </message>
    <message>
        <source>pair export</source>
        <translation>Export der Paare</translation>
    </message>
    <message>
        <source>editing</source>
        <translation>Bearbeitung</translation>
    </message>
    <message>
        <source>cleaning</source>
        <translation>Bereinigung</translation>
    </message>
    <message>
        <source>division</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>dataset upgrade</source>
        <translation>Aktualisierung des Datensatzes</translation>
    </message>
    <message>
        <source>X-ray</source>
        <translation>Röntgen</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Resume it from its last checkpoint, or start it again if it had saved nothing yet.</source>
        <translation>Setzen Sie es von seinem letzten Checkpoint an fort, oder starten Sie es neu, wenn noch nichts gespeichert war.</translation>
    </message>
    <message>
        <source>It went on with {0} of its learning rate, as it does by itself when the loss runs away.</source>
        <translation>Es ging mit {0} seiner Lernrate weiter, wie von selbst, wenn der Verlust davonläuft.</translation>
    </message>
    <message>
        <source>the data hold pairs whose target is their source, and one vocabulary makes copying easy</source>
        <translation>Die Daten enthalten Paare, deren Ziel ihre Quelle ist, und ein gemeinsames Vokabular macht das Abschreiben leicht</translation>
    </message>
    <message>
        <source>Leave out pairs whose two sides are the same (Data page), and give each language its own vocabulary.</source>
        <translation>Lassen Sie Paare aus, deren zwei Seiten gleich sind (Seite „Daten“), und geben Sie jeder Sprache ein eigenes Vokabular.</translation>
    </message>
    <message>
        <source>Leave out pairs whose two sides are the same (Data page), and use more dropout.</source>
        <translation>Lassen Sie Paare aus, deren zwei Seiten gleich sind (Seite „Daten“), und nehmen Sie mehr Dropout.</translation>
    </message>
    <message>
        <source>There is no file or folder {0}.</source>
        <translation>Es gibt keine Datei und keinen Ordner {0}.</translation>
    </message>
    <message>
        <source>{0} may not be read or written by you.</source>
        <translation>{0} dürfen Sie weder lesen noch schreiben.</translation>
    </message>
    <message>
        <source>{0} may not be changed by you.</source>
        <translation>{0} dürfen Sie nicht ändern.</translation>
    </message>
    <message>
        <source>A part of {0} is not a folder.</source>
        <translation>Ein Teil von {0} ist kein Ordner.</translation>
    </message>
    <message>
        <source>The system allows no file as large as {0} would be.</source>
        <translation>Das System erlaubt keine Datei, die so groß ist, wie {0} würde.</translation>
    </message>
    <message>
        <source>Your share of the disk is used up: there is no space for {0}.</source>
        <translation>Ihr Anteil an der Festplatte ist aufgebraucht: Es ist kein Platz für {0}.</translation>
    </message>
    <message>
        <source>{0} is on a disk that cannot be written.</source>
        <translation>{0} liegt auf einem Datenträger, der nicht beschrieben werden kann.</translation>
    </message>
    <message>
        <source>The disk could not read or write {0}.</source>
        <translation>Die Festplatte konnte {0} nicht lesen oder schreiben.</translation>
    </message>
    <message>
        <source>The name {0} is too long for this disk.</source>
        <translation>Der Name {0} ist zu lang für diesen Datenträger.</translation>
    </message>
    <message>
        <source>must be at least {0}, but is {1}</source>
        <translation>muss mindestens {=0} sein, ist aber {=1}</translation>
    </message>
    <message>
        <source>must be at most {0}, but is {1}</source>
        <translation>darf höchstens {=0} sein, ist aber {=1}</translation>
    </message>
    <message>
        <source>must be more than {0}, but is {1}</source>
        <translation>muss mehr als {=0} sein, ist aber {=1}</translation>
    </message>
    <message>
        <source>must be less than {0}, but is {1}</source>
        <translation>muss weniger als {=0} sein, ist aber {=1}</translation>
    </message>
    <message>
        <source>This device was measured to make more of batches of {0} tokens.</source>
        <translation>Nach der Messung macht dieses Gerät mehr aus Batches von {0} Token.</translation>
    </message>
    <message>
        <source>The sweep {0} was begun on {1}, not {2}.</source>
        <translation>Der Sweep {0} wurde mit {1} begonnen, nicht mit {2}.</translation>
    </message>
    <message>
        <source>The sweep {0} has a trial {1}, which these values do not make.</source>
        <translation>Der Sweep {0} hat einen Versuch {1}, den diese Werte nicht ergeben.</translation>
    </message>
    <message>
        <source>The sweep {0} trained {1} with {2}={3}, not {4}.</source>
        <translation>Der Sweep {0} hat {1} mit {2}={3} trainiert, nicht mit {4}.</translation>
    </message>
    <message>
        <source>Of {0} columns, {1} and {2} are the sides, by their headings</source>
        <translation>Von {0} Spalten sind {1} und {2} die Seiten, nach ihren Überschriften</translation>
    </message>
    <message>
        <source>{0} does not end in .tsv.</source>
        <translation>{0} endet nicht auf .tsv.</translation>
    </message>
    <message>
        <source>Give it this ending.</source>
        <translation>Geben Sie ihm diese Endung.</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Backend not installed</source>
        <translation>Backend nicht installiert</translation>
    </message>
    <message>
        <source>{0} is not installed here.</source>
        <translation>{0} ist hier nicht installiert.</translation>
    </message>
    <message>
        <source>No backend</source>
        <translation>Kein Backend</translation>
    </message>
    <message>
        <source>None of TensorFlow, JAX and PyTorch is installed.</source>
        <translation>Weder TensorFlow noch JAX noch PyTorch ist installiert.</translation>
    </message>
    <message>
        <source>Unknown backend</source>
        <translation>Unbekanntes Backend</translation>
    </message>
    <message>
        <source>There is no backend {0}.</source>
        <translation>Es gibt kein Backend {0}.</translation>
    </message>
    <message>
        <source>--{0} has no effect beside {1}.</source>
        <translation>--{0} hat neben {=1} keine Wirkung.</translation>
    </message>
    <message>
        <source>--ids has no effect beside --all.</source>
        <translation>--ids hat neben --all keine Wirkung.</translation>
    </message>
    <message>
        <source>Leave one of them out.</source>
        <translation>Lassen Sie eine davon weg.</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>One pair was repaired; undo takes it back.</source>
        <translation>Ein Paar wurde repariert; „Rückgängig“ nimmt es zurück.</translation>
    </message>
    <message>
        <source>The test parts of {0} and {1} are no longer the same.</source>
        <translation>Die Testteile von {0} und {1} sind nicht mehr dieselben.</translation>
    </message>
    <message>
        <source>sentences</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>One device only</source>
        <translation>Nur ein Gerät</translation>
    </message>
    <message>
        <source>{0} devices are asked for, and PyTorch trains on one.</source>
        <translation>{0} Geräte werden verlangt, und PyTorch trainiert auf einem.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Choose --devices 1, or the backend tensorflow or jax.</source>
        <translation>Wählen Sie --devices 1, oder das Backend tensorflow oder jax.</translation>
    </message>
    <message>
        <source>Parts on several devices</source>
        <translation>Teile auf mehreren Geräten</translation>
    </message>
    <message>
        <source>Too few devices</source>
        <translation>Zu wenige Geräte</translation>
    </message>
    <message>
        <source>{0} devices are asked for, and there are {1}.</source>
        <translation>{0} Geräte werden verlangt, und es gibt {1}.</translation>
    </message>
    <message>
        <source>Choose --devices all.</source>
        <translation>Wählen Sie --devices all.</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>Bewerten</translation>
    </message>
    <message>
        <source>Scoring with {0}</source>
        <translation>Bewerten mit {0}</translation>
    </message>
    <message>
        <source>Trained on the test part</source>
        <translation>Mit dem Testteil trainiert</translation>
    </message>
    <message>
        <source>{0} may have been trained on {1} of its {2} test pairs: their dataset has changed since.</source>
        <translation>{0} könnte auf {1} seiner {2} Testpaare trainiert worden sein: Ihr Datensatz hat sich seither geändert.</translation>
    </message>
    <message>
        <source>Name another test set with --source and --reference, or train a new run.</source>
        <translation>Geben Sie mit --source und --reference einen anderen Testsatz an, oder trainieren Sie einen neuen Lauf.</translation>
    </message>
    <message>
        <source>TensorFlow needed</source>
        <translation>TensorFlow nötig</translation>
    </message>
    <message>
        <source>A SavedModel is TensorFlow&apos;s own, which is not installed here.</source>
        <translation>Ein SavedModel gehört zu TensorFlow, das hier nicht installiert ist.</translation>
    </message>
    <message>
        <source>Choose another name, or add --force to replace it.</source>
        <translation>Wählen Sie einen anderen Namen, oder fügen Sie --force hinzu, um es zu ersetzen.</translation>
    </message>
    <message>
        <source>Not an export</source>
        <translation>Kein Export</translation>
    </message>
    <message>
        <source>{0} is no earlier export, so it is not replaced.</source>
        <translation>{0} ist kein früherer Export, daher wird es nicht ersetzt.</translation>
    </message>
    <message>
        <source>Export differs</source>
        <translation>Export weicht ab</translation>
    </message>
    <message>
        <source>The export&apos;s answers differ by up to {0}.</source>
        <translation>Die Antworten des Exports weichen um bis zu {0} ab.</translation>
    </message>
    <message>
        <source>Report this as a defect.</source>
        <translation>Melden Sie dies als Fehler.</translation>
    </message>
    <message>
        <source>Writing {0}</source>
        <translation>{0} wird geschrieben</translation>
    </message>
    <message>
        <source>Loading it in another process and comparing</source>
        <translation>Wird in einem anderen Prozess geladen und verglichen</translation>
    </message>
    <message>
        <source>{0} was trained with tags: each source for the export must begin with one of these and a space: {1}</source>
        <translation>{0} wurde mit Kennzeichen trainiert: Jeder Quelltext für den Export muss mit einem von diesen und einem Leerzeichen beginnen: {1}</translation>
    </message>
    <message>
        <source>Export does not load</source>
        <translation>Export lässt sich nicht laden</translation>
    </message>
    <message>
        <source>Another process could not load the export.</source>
        <translation>Ein anderer Prozess konnte den Export nicht laden.</translation>
    </message>
    <message>
        <source>Report this with the details.</source>
        <translation>Melden Sie dies mit den Details.</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Wird geschrieben</translation>
    </message>
    <message>
        <source>The finished model is {0}: BLEU {1}, loss {2} on validation.</source>
        <translation>Das fertige Modell ist {0}: BLEU {1}, Verlust {2} auf der Validierung.</translation>
    </message>
    <message>
        <source>The finished model is the checkpoint of step {0}.</source>
        <translation>Das fertige Modell ist der Checkpoint von Schritt {0}.</translation>
    </message>
    <message>
        <source>the checkpoint of step {0}</source>
        <translation>der Checkpoint von Schritt {0}</translation>
    </message>
    <message>
        <source>the mean of the last {0} checkpoints</source>
        <translation>das Mittel der letzten {0} Checkpoints</translation>
    </message>
    <message>
        <source>the moving average of the weights</source>
        <translation>der gleitende Mittelwert der Gewichte</translation>
    </message>
    <message>
        <source>Measuring {0}</source>
        <translation>{0} wird gemessen</translation>
    </message>
    <message>
        <source>does not answer within {0} s</source>
        <translation>antwortet nicht innerhalb von {0} s</translation>
    </message>
    <message>
        <source>exit code {0}</source>
        <translation>Exit-Code {0}</translation>
    </message>
    <message>
        <source>cannot be loaded: {0}</source>
        <translation>kann nicht geladen werden: {0}</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>nicht installiert</translation>
    </message>
    <message>
        <source>No pairs found</source>
        <translation>Keine Paare gefunden</translation>
    </message>
    <message>
        <source>There is no file of pairs in {0}.</source>
        <translation>In {0} gibt es keine Datei mit Paaren.</translation>
    </message>
    <message>
        <source>Name the file, or the two files.</source>
        <translation>Geben Sie die Datei oder die zwei Dateien an.</translation>
    </message>
    <message>
        <source>Measuring training steps</source>
        <translation>Trainingsschritte werden gemessen</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>Mixing</source>
        <translation>Wird gemischt</translation>
    </message>
    <message>
        <source>{0} training pairs are left out: their source is in the validation or test part of one of the datasets</source>
        <translation>{0} Trainingspaare werden ausgelassen: Ihre Quelle steht im Validierungs- oder Testteil eines der Datensätze</translation>
    </message>
    <message>
        <source>{0} pairs are in an earlier dataset already and are kept once</source>
        <translation>{0} Paare stehen schon in einem früheren Datensatz und werden einmal behalten</translation>
    </message>
    <message>
        <source>{0} {1} % ({2} pairs, each {3} times)</source>
        <translation>{0} {1} % ({2} Paare, jedes {3}-mal)</translation>
    </message>
    <message>
        <source>An epoch holds {0} pairs: {1}</source>
        <translation>Eine Epoche umfasst {0} Paare: {1}</translation>
    </message>
    <message>
        <source>has changed</source>
        <translation>hat sich geändert</translation>
    </message>
    <message>
        <source>is gone or cannot be read</source>
        <translation>ist fort oder nicht lesbar</translation>
    </message>
    <message>
        <source>{0} {1} since the run was begun; it goes on with the pairs it began with</source>
        <translation>{0} {1}, seit der Lauf begonnen wurde; er geht mit den Paaren weiter, mit denen er begann</translation>
    </message>
    <message>
        <source>The line has {0} tokens, more than the model takes: it was translated in {1} parts.</source>
        <translation>Die Zeile hat {0} Token, mehr als das Modell fasst: Sie wurde in {1} Teilen übersetzt.</translation>
    </message>
    <message>
        <source>Reading the pairs</source>
        <translation>Die Paare werden gelesen</translation>
    </message>
    <message>
        <source>Cutting the pairs into tokens</source>
        <translation>Die Paare werden in Token zerlegt</translation>
    </message>
    <message>
        <source>Still training</source>
        <translation>Noch im Training</translation>
    </message>
    <message>
        <source>{0} is being trained by process {1}.</source>
        <translation>{0} wird von Prozess {=1} trainiert.</translation>
    </message>
    <message>
        <source>Stop that training first.</source>
        <translation>Beenden Sie zuerst jenes Training.</translation>
    </message>
    <message>
        <source>Not with --resume</source>
        <translation>Nicht mit --resume</translation>
    </message>
    <message>
        <source>A resumed run keeps its own {0}.</source>
        <translation>Ein fortgesetzter Lauf behält sein eigenes {0}.</translation>
    </message>
    <message>
        <source>Leave --{0} out.</source>
        <translation>Lassen Sie --{0} weg.</translation>
    </message>
    <message>
        <source>{0} cannot change any more.</source>
        <translation>{0} kann sich nicht mehr ändern.</translation>
    </message>
    <message>
        <source>Start a new run with it.</source>
        <translation>Beginnen Sie damit einen neuen Lauf.</translation>
    </message>
    <message>
        <source>The model has learned {0} positions; with these settings it needs {1}.</source>
        <translation>Das Modell hat {0} Positionen gelernt; mit diesen Einstellungen braucht es {1}.</translation>
    </message>
    <message>
        <source>Other data</source>
        <translation>Andere Daten</translation>
    </message>
    <message>
        <source>{0} has changed since {1} was begun.</source>
        <translation>{0} hat sich geändert, seit {1} begonnen wurde.</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>Keine Daten</translation>
    </message>
    <message>
        <source>A new run needs --data with a dataset or files of pairs.</source>
        <translation>Ein neuer Lauf braucht --data mit einem Datensatz oder Dateien mit Paaren.</translation>
    </message>
    <message>
        <source>Name them, or use --resume.</source>
        <translation>Geben Sie sie an, oder nehmen Sie --resume.</translation>
    </message>
    <message>
        <source>Other weights</source>
        <translation>Andere Gewichte</translation>
    </message>
    <message>
        <source>The number of weights is {0}, and that of datasets {1}.</source>
        <translation>Es gibt {0} Gewichte und {1} Datensätze.</translation>
    </message>
    <message>
        <source>Give each dataset one weight, in the order of the datasets, or none.</source>
        <translation>Geben Sie jedem Datensatz ein Gewicht, in der Reihenfolge der Datensätze, oder keinem.</translation>
    </message>
    <message>
        <source>Training the tokenizer</source>
        <translation>Der Tokenizer wird trainiert</translation>
    </message>
    <message>
        <source>Too few pairs</source>
        <translation>Zu wenige Paare</translation>
    </message>
    <message>
        <source>{0} gives {1} pairs to train with and {2} to validate with.</source>
        <translation>{0} ergibt {1} Paare zum Trainieren und {2} zum Validieren.</translation>
    </message>
    <message>
        <source>Give more pairs, or name files of their own with --validation.</source>
        <translation>Geben Sie mehr Paare an, oder eigene Dateien mit --validation.</translation>
    </message>
    <message>
        <source>Nothing to train on</source>
        <translation>Nichts zu trainieren</translation>
    </message>
    <message>
        <source>The {0} part of {1} has no pair of at most data.max_source_tokens.</source>
        <translation>Der Teil {0} von {1} hat kein Paar von höchstens data.max_source_tokens.</translation>
    </message>
    <message>
        <source>Import more pairs, or raise data.max_source_tokens and data.max_target_tokens.</source>
        <translation>Importieren Sie mehr Paare, oder erhöhen Sie data.max_source_tokens und data.max_target_tokens.</translation>
    </message>
    <message>
        <source>Parts given twice</source>
        <translation>Teile zweimal angegeben</translation>
    </message>
    <message>
        <source>{0} has its own validation and test parts.</source>
        <translation>{0} hat eigene Validierungs- und Testteile.</translation>
    </message>
    <message>
        <source>Leave --validation and --test out, or import their files into it.</source>
        <translation>Lassen Sie --validation und --test weg, oder importieren Sie deren Dateien hinein.</translation>
    </message>
    <message>
        <source>Mixing the datasets</source>
        <translation>Die Datensätze werden gemischt</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>Import läuft</translation>
    </message>
    <message>
        <source>Dataset gone</source>
        <translation>Datensatz fort</translation>
    </message>
    <message>
        <source>The dataset of this run, {0}, is not there.</source>
        <translation>Der Datensatz dieses Laufs, {0}, ist nicht da.</translation>
    </message>
    <message>
        <source>Put it back, or start a new run.</source>
        <translation>Legen Sie ihn zurück, oder beginnen Sie einen neuen Lauf.</translation>
    </message>
    <message>
        <source>The device has no memory for this model even with {0} tokens at a time.</source>
        <translation>Das Gerät hat keinen Speicher für dieses Modell, selbst mit {0} Token auf einmal.</translation>
    </message>
    <message>
        <source>Choose a smaller preset, or lower data.max_source_tokens and data.max_target_tokens.</source>
        <translation>Wählen Sie eine kleinere Vorlage, oder senken Sie data.max_source_tokens und data.max_target_tokens.</translation>
    </message>
    <message>
        <source>Out of memory: batches come in parts of {0} tokens from now on.</source>
        <translation>Speicher ausgegangen: Batches kommen von jetzt an in Teilen von {0} Token.</translation>
    </message>
    <message>
        <source>{0} Half and a quarter of the learning rate did not help.</source>
        <translation>{0} Halbe und viertel Lernrate halfen nicht.</translation>
    </message>
    <message>
        <source>Training diverged: {0} The learning rate is multiplied by {1} from now on.</source>
        <translation>Training divergiert: {0} Die Lernrate wird von jetzt an mit {1} multipliziert.</translation>
    </message>
    <message>
        <source>Name a file in it, such as report.html.</source>
        <translation>Geben Sie eine Datei darin an, etwa report.html.</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Score on a test set</source>
        <translation>Wertung an Testdaten</translation>
    </message>
    <message>
        <source>What the run doctor says</source>
        <translation>Was der Lauf-Doktor sagt</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Sample translations</source>
        <translation>Beispielübersetzungen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Entstanden mit</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Failure</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Best validation BLEU</source>
        <translation>Bestes BLEU der Validierung</translation>
    </message>
    <message>
        <source>{0} at step {1}</source>
        <translation>{0} bei Schritt {1}</translation>
    </message>
    <message>
        <source>Its signature</source>
        <translation>Seine Signatur</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>The dataset was cleaned with {0}, which this version does not know.</source>
        <translation>Der Datensatz wurde mit {=0} bereinigt, was diese Version nicht kennt.</translation>
    </message>
    <message>
        <source>Update the program, or clean the dataset anew, with one of the presets.</source>
        <translation>Aktualisieren Sie das Programm, oder bereinigen Sie den Datensatz neu, mit einer der Vorlagen.</translation>
    </message>
    <message>
        <source>The cleaning rules of the dataset cannot be read.</source>
        <translation>Die Bereinigungsregeln des Datensatzes können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Clean it anew, with one of the presets.</source>
        <translation>Bereinigen Sie ihn neu, mit einer der Vorlagen.</translation>
    </message>
    <message>
        <source>Another import has made {0} meanwhile.</source>
        <translation>Ein anderer Import hat {0} inzwischen angelegt.</translation>
    </message>
    <message>
        <source>Import again: the pairs are added.</source>
        <translation>Importieren Sie noch einmal: Die Paare werden hinzugefügt.</translation>
    </message>
    <message>
        <source>There is nothing to import in {0}.</source>
        <translation>In {0} gibt es nichts zu importieren.</translation>
    </message>
    <message>
        <source>Choose a file with translations in it.</source>
        <translation>Wählen Sie eine Datei, in der Übersetzungen stehen.</translation>
    </message>
    <message>
        <source>Install what reads it: {0}.</source>
        <translation>Installieren Sie, was sie liest: {=0}.</translation>
    </message>
    <message>
        <source>{0}: the rest was not read</source>
        <translation>{0}: Der Rest wurde nicht gelesen</translation>
    </message>
    <message>
        <source>No full-text search</source>
        <translation>Keine Volltextsuche</translation>
    </message>
    <message>
        <source>The SQLite of this Python has no full-text search (fts5).</source>
        <translation>Das SQLite dieses Pythons hat keine Volltextsuche (fts5).</translation>
    </message>
    <message>
        <source>Use another Python, such as that of python.org.</source>
        <translation>Nehmen Sie ein anderes Python, etwa das von python.org.</translation>
    </message>
    <message>
        <source>None of the {0} files that were found holds pairs. Of the first: {1}</source>
        <translation>Keine der {0} gefundenen Dateien enthält Paare. Zur ersten: {1}</translation>
    </message>
    <message>
        <source>Choose the file with the pairs, or the two parallel files.</source>
        <translation>Wählen Sie die Datei mit den Paaren oder die zwei parallelen Dateien.</translation>
    </message>
    <message>
        <source>References are too short for BLEU: chrF says which weights are best</source>
        <translation>Die Referenzen sind zu kurz für BLEU: chrF entscheidet, welche Gewichte die besten sind</translation>
    </message>
    <message>
        <source>XLA makes a program for each length of batch, in some seconds</source>
        <translation>XLA übersetzt für jede Länge eines Batches ein Programm, in einigen Sekunden</translation>
    </message>
    <message>
        <source>Install it ({0}), or choose {1} instead.</source>
        <translation>Installieren Sie es ({=0}), oder wählen Sie stattdessen {=1}.</translation>
    </message>
    <message>
        <source>Install it with this line: {0}.</source>
        <translation>Installieren Sie es mit dieser Zeile: {=0}.</translation>
    </message>
    <message>
        <source>Install one with this line: {0}.</source>
        <translation>Installieren Sie eines mit dieser Zeile: {=0}.</translation>
    </message>
    <message>
        <source>Being prepared</source>
        <translation>Wird schon vorbereitet</translation>
    </message>
    <message>
        <source>{0} is being prepared by another process.</source>
        <translation>{0} wird von einem anderen Prozess vorbereitet.</translation>
    </message>
    <message>
        <source>Wait for that training, or choose another name.</source>
        <translation>Warten Sie auf dieses Training, oder wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Repairing</source>
        <translation>Wird repariert</translation>
    </message>
    <message>
        <source>--{0} has no effect beside --{1}.</source>
        <translation>--{0} hat neben --{1} keine Wirkung.</translation>
    </message>
    <message>
        <source>Batches come in {0} parts, and TensorFlow divides them among {1} devices at once.</source>
        <translation>Batches kommen in {0} Teilen, und TensorFlow teilt sie zugleich unter {1} Geräten auf.</translation>
    </message>
    <message>
        <source>Lower training.accumulate_steps, or choose --backend jax or --devices 1.</source>
        <translation>Senken Sie training.accumulate_steps, oder wählen Sie --backend jax oder --devices 1.</translation>
    </message>
    <message>
        <source>Install it ({0}), or export with --to keras.</source>
        <translation>Installieren Sie es ({=0}), oder exportieren Sie mit --to keras.</translation>
    </message>
    <message>
        <source>{0} cannot be replaced by an export.</source>
        <translation>{0} kann nicht durch einen Export ersetzt werden.</translation>
    </message>
    <message>
        <source>Name a folder in it.</source>
        <translation>Nennen Sie einen Ordner darin.</translation>
    </message>
    <message>
        <source>A SavedModel draws no samples: it has a beam of {0} instead</source>
        <translation>Ein SavedModel zieht keine Stichproben: Es hat stattdessen eine Beam-Suche mit {0} Hypothesen</translation>
    </message>
    <message>
        <source>There was not enough memory to load the export in another process.</source>
        <translation>Der Speicher reichte nicht, um den Export in einem anderen Prozess zu laden.</translation>
    </message>
    <message>
        <source>Close other programs, then export again.</source>
        <translation>Schließen Sie andere Programme, und exportieren Sie dann noch einmal.</translation>
    </message>
    <message>
        <source>The finished model is {0}: chrF {1}, loss {2} on validation.</source>
        <translation>Das fertige Modell ist {0}: chrF {1}, Verlust {2} auf der Validierung.</translation>
    </message>
    <message>
        <source>The same on both sides</source>
        <translation>Auf beiden Seiten dasselbe</translation>
    </message>
    <message>
        <source>Source and target of {0} are the same column, key or language.</source>
        <translation>Quelle und Ziel von {0} sind dieselbe Spalte, derselbe Schlüssel oder dieselbe Sprache.</translation>
    </message>
    <message>
        <source>Name another one for one of the sides.</source>
        <translation>Geben Sie für eine der Seiten etwas anderes an.</translation>
    </message>
    <message>
        <source>{0} is left out: {1}</source>
        <translation>{0} wird ausgelassen: {1}</translation>
    </message>
    <message>
        <source>Looking into files</source>
        <translation>Dateien werden untersucht</translation>
    </message>
    <message>
        <source>files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>{0} was changed while the training was being prepared.</source>
        <translation>{0} wurde geändert, während das Training vorbereitet wurde.</translation>
    </message>
    <message>
        <source>Keeping the texts of the training part</source>
        <translation>Die Texte des Trainingsteils werden aufbewahrt</translation>
    </message>
    <message>
        <source>The translation reached {0} tokens, the most that it may have: its end is missing.</source>
        <translation>Die Übersetzung hat {0} Token erreicht, mehr darf sie nicht haben: Ihr Ende fehlt.</translation>
    </message>
    <message>
        <source>This is line {0}.</source>
        <translation>Das ist Zeile {0}.</translation>
    </message>
    <message>
        <source>This is line {0}, the first of {1} lines with a note.</source>
        <translation>Das ist Zeile {0}, die erste von {1} Zeilen mit einem Hinweis.</translation>
    </message>
    <message>
        <source>The learning rate rises for {0} steps, and the training has {1}: a warm-up of {2} steps would suit it (training.warmup_steps)</source>
        <translation>Die Lernrate steigt {0} Schritte lang, und das Training hat {1}: Eine Aufwärmphase von {2} Schritten würde passen (training.warmup_steps)</translation>
    </message>
    <message>
        <source>Leave decoding.max_length as it was.</source>
        <translation>Lassen Sie decoding.max_length, wie es war.</translation>
    </message>
    <message>
        <source>{0} is in {1}, the folder of the new run.</source>
        <translation>{0} liegt in {1}, dem Ordner des neuen Laufs.</translation>
    </message>
    <message>
        <source>Name that is no UTF-8</source>
        <translation>Name, der kein UTF-8 ist</translation>
    </message>
    <message>
        <source>The path {0} is no UTF-8 text.</source>
        <translation>Der Pfad {0} ist kein UTF-8-Text.</translation>
    </message>
    <message>
        <source>Rename it.</source>
        <translation>Benennen Sie ihn um.</translation>
    </message>
    <message>
        <source>Import more pairs into {0}, or a file with --split validation, or divide it anew with split.</source>
        <translation>Importieren Sie weitere Paare in {0} oder eine Datei mit --split validation, oder teilen Sie den Datensatz mit split neu auf.</translation>
    </message>
    <message>
        <source>Only the first {0} files in {1} were looked at.</source>
        <translation>Nur die ersten {0} Dateien in {1} wurden angesehen.</translation>
    </message>
    <message>
        <source>{0} devices have no memory for this model and their shares of a batch.</source>
        <translation>{0} Geräte haben keinen Speicher für dieses Modell und ihre Anteile eines Batches.</translation>
    </message>
    <message>
        <source>Lower training.batch_tokens, or choose --backend jax, which also takes a batch in parts.</source>
        <translation>Senken Sie training.batch_tokens, oder wählen Sie --backend jax, das einen Batch auch in Teilen nimmt.</translation>
    </message>
    <message>
        <source>Lower {0} or lengthen training.warmup_steps, and start a new run; if it diverges again, look for broken pairs in the data.</source>
        <translation>Senken Sie {0} oder verlängern Sie training.warmup_steps, und beginnen Sie einen neuen Lauf; divergiert er wieder, suchen Sie nach kaputten Paaren in den Daten.</translation>
    </message>
    <message>
        <source>Last validation loss</source>
        <translation>Letzter Validierungsverlust</translation>
    </message>
    <message>
        <source>{0} nats per token</source>
        <translation>{0} Nats je Token</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Time of training</source>
        <translation>Dauer des Trainings</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energie</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Part of the mix</source>
        <translation>Teil der Mischung</translation>
    </message>
    <message>
        <source>{0}, {1} training pairs, fingerprint {2}</source>
        <translation>{0}, {1} Trainingspaare, Fingerabdruck {2}</translation>
    </message>
    <message>
        <source>{0}; the run was trained further since</source>
        <translation>{0}; der Lauf wurde seitdem weiter trainiert</translation>
    </message>
    <message>
        <source>Weights of step</source>
        <translation>Gewichte von Schritt</translation>
    </message>
    <message>
        <source>Test set</source>
        <translation>Testdaten</translation>
    </message>
    <message>
        <source>{0}, {1} sentences, fingerprint {2}</source>
        <translation>{0}, {1} Sätze, Fingerabdruck {2}</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>Rat</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Nothing is known against it.</source>
        <translation>Es liegt nichts gegen ihn vor.</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Fingerprint of the dataset</source>
        <translation>Fingerabdruck des Datensatzes</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>nats per token</source>
        <translation>Nats je Token</translation>
    </message>
    <message>
        <source>BLEU and chrF</source>
        <translation>BLEU und chrF</translation>
    </message>
    <message>
        <source>score (0 to 100)</source>
        <translation>Wertung (0 bis 100)</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>rate (× 10⁻³)</source>
        <translation>Rate (× 10⁻³)</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>{0} by step</source>
        <translation>{0} nach Schritt</translation>
    </message>
    <message>
        <source>There is no report yet.</source>
        <translation>Es gibt noch keinen Bericht.</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Übersetzung</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Instead of the preset’s ({0})</source>
        <translation>Statt des Werts der Vorlage ({0})</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Was es ist</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Wird gespeichert</translation>
    </message>
    <message>
        <source>Unknown tokenizer</source>
        <translation>Unbekannter Tokenizer</translation>
    </message>
    <message>
        <source>sacreBLEU has no tokenizer {0}.</source>
        <translation>sacreBLEU hat keinen Tokenizer {0}.</translation>
    </message>
    <message>
        <source>sacreBLEU cannot make its tokenizer {0} here: {1}.</source>
        <translation>sacreBLEU kann seinen Tokenizer {0} hier nicht einrichten: {1}.</translation>
    </message>
    <message>
        <source>Install what it asks for, or choose another.</source>
        <translation>Installieren Sie, was er verlangt, oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Dividing the pairs</source>
        <translation>Die Paare werden aufgeteilt</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Failed trials</source>
        <translation>Fehlgeschlagene Versuche</translation>
    </message>
    <message>
        <source>{0} of {1} trials failed: {2}.</source>
        <translation>{0} von {1} Versuchen sind fehlgeschlagen: {2}.</translation>
    </message>
    <message>
        <source>What each of them said tells why; the other trials are kept.</source>
        <translation>Warum, sagt, was jeder von ihnen gemeldet hat; die anderen Versuche bleiben erhalten.</translation>
    </message>
    <message>
        <source>{0} could not be written: the disk is full or read-only.</source>
        <translation>{0} konnte nicht geschrieben werden: Die Festplatte ist voll oder schreibgeschützt.</translation>
    </message>
    <message>
        <source>Make room for it and go on with the sweep; what is trained is kept.</source>
        <translation>Schaffen Sie Platz dafür und setzen Sie den Sweep fort; was trainiert ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>No name for a sweep</source>
        <translation>Kein Name für einen Sweep</translation>
    </message>
    <message>
        <source>--name {0} is no name of a file.</source>
        <translation>--name {0} ist kein Name einer Datei.</translation>
    </message>
    <message>
        <source>A new sweep needs --data, a dataset or files of pairs.</source>
        <translation>Ein neuer Sweep braucht --data, einen Datensatz oder Dateien mit Paaren.</translation>
    </message>
    <message>
        <source>A sweep keeps its own data and settings.</source>
        <translation>Ein Sweep behält seine eigenen Daten und Einstellungen.</translation>
    </message>
    <message>
        <source>No sweep there</source>
        <translation>Kein Sweep da</translation>
    </message>
    <message>
        <source>There is no sweep {0} in {1}.</source>
        <translation>In {1} gibt es keinen Sweep {0}.</translation>
    </message>
    <message>
        <source>Check its name.</source>
        <translation>Prüfen Sie seinen Namen.</translation>
    </message>
    <message>
        <source>Older sweep</source>
        <translation>Älterer Sweep</translation>
    </message>
    <message>
        <source>An earlier version began the sweep {0} and did not keep its settings.</source>
        <translation>Eine frühere Version hat den Sweep {0} begonnen und seine Einstellungen nicht behalten.</translation>
    </message>
    <message>
        <source>Give its data and settings again, without --resume.</source>
        <translation>Geben Sie Daten und Einstellungen noch einmal an, ohne --resume.</translation>
    </message>
    <message>
        <source>Training {0}</source>
        <translation>{0} wird trainiert</translation>
    </message>
    <message>
        <source>{0} has changed since the sweep {1} was begun.</source>
        <translation>{0} hat sich geändert, seit der Sweep {1} begonnen wurde.</translation>
    </message>
    <message>
        <source>Begin a new sweep with it.</source>
        <translation>Beginnen Sie damit einen neuen Sweep.</translation>
    </message>
    <message>
        <source>{0} was deleted and is left out</source>
        <translation>{0} wurde gelöscht und wird ausgelassen</translation>
    </message>
    <message>
        <source>Tags are there</source>
        <translation>Kennzeichen sind da</translation>
    </message>
    <message>
        <source>The run&apos;s own test part has its tags.</source>
        <translation>Der eigene Testteil des Laufs hat seine Kennzeichen.</translation>
    </message>
    <message>
        <source>Leave --tag out, or name files.</source>
        <translation>Lassen Sie --tag weg, oder geben Sie Dateien an.</translation>
    </message>
    <message>
        <source>{0} was trained with tags: without --tag it translates what it never saw</source>
        <translation>{0} wurde mit Kennzeichen trainiert: Ohne --tag übersetzt es, was es nie gesehen hat</translation>
    </message>
    <message>
        <source>The run {0} is training.</source>
        <translation>Der Lauf {0} trainiert gerade.</translation>
    </message>
    <message>
        <source>Wait, or name a folder with --out.</source>
        <translation>Warten Sie, oder nennen Sie mit --out einen Ordner.</translation>
    </message>
    <message>
        <source>{0}: to look at it, tensorboard --logdir {1}</source>
        <translation>{0}: zum Ansehen tensorboard --logdir {1}</translation>
    </message>
    <message>
        <source>Other files</source>
        <translation>Andere Dateien</translation>
    </message>
    <message>
        <source>{0} is there, and not from TensorBoard alone.</source>
        <translation>{0} ist schon da, und nicht nur von TensorBoard.</translation>
    </message>
    <message>
        <source>Name another folder.</source>
        <translation>Nennen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{0} cannot be replaced by files for TensorBoard.</source>
        <translation>{0} kann nicht durch Dateien für TensorBoard ersetzt werden.</translation>
    </message>
    <message>
        <source>Compared {0} tokenizers</source>
        <translation>{0} Tokenizer verglichen</translation>
    </message>
    <message>
        <source>tokenizers</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>Training {0} {1}</source>
        <translation>{0} {1} wird trainiert</translation>
    </message>
    <message>
        <source>Steps are computed in {0} without XLA, as measured here on {1}</source>
        <translation>Schritte werden in {0} ohne XLA gerechnet, wie hier am {1} gemessen</translation>
    </message>
    <message>
        <source>TensorFlow&apos;s own</source>
        <translation>TensorFlow eigen</translation>
    </message>
    <message>
        <source>{0} writes no event files.</source>
        <translation>{0} schreibt keine Ereignisdateien.</translation>
    </message>
    <message>
        <source>Leave --tensorboard out.</source>
        <translation>Lassen Sie --tensorboard weg.</translation>
    </message>
    <message>
        <source>Steps are computed in {0} with XLA, as measured here on {1}</source>
        <translation>Schritte werden in {0} mit XLA gerechnet, wie hier am {1} gemessen</translation>
    </message>
    <message>
        <source>Going on from step {0}</source>
        <translation>Es geht bei Schritt {0} weiter</translation>
    </message>
    <message>
        <source>Compiling steps for each length of batch</source>
        <translation>Schritte werden für jede Länge eines Batches kompiliert</translation>
    </message>
    <message>
        <source>Validations without a better one: {0}; the training comes to its end</source>
        <translation>Validierungen ohne eine bessere: {0}; das Training kommt zu seinem Ende</translation>
    </message>
    <message>
        <source>The learning rate falls to 0 from step {0} to step {1}</source>
        <translation>Die Lernrate fällt von Schritt {0} bis Schritt {1} auf 0</translation>
    </message>
    <message>
        <source>Validations without a better one: {0}; the training is over until training.patience is raised</source>
        <translation>Validierungen ohne eine bessere: {0}; das Training ist zu Ende, bis training.patience erhöht wird</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>The learning rate is multiplied by {0} from step {1}</source>
        <translation>Die Lernrate wird ab Schritt {1} mit {0} multipliziert</translation>
    </message>
    <message>
        <source>The weights are no numbers any more at step {0}.</source>
        <translation>Die Gewichte sind bei Schritt {0} keine Zahlen mehr.</translation>
    </message>
    <message>
        <source>Looking at the untrained model</source>
        <translation>Das untrainierte Modell wird betrachtet</translation>
    </message>
    <message>
        <source>Validating</source>
        <translation>Validiert</translation>
    </message>
    <message>
        <source>The validation loss is no number at step {0}.</source>
        <translation>Der Validierungsverlust ist bei Schritt {0} keine Zahl.</translation>
    </message>
    <message>
        <source>Choosing the finished model</source>
        <translation>Das fertige Modell wird gewählt</translation>
    </message>
    <message>
        <source>No tags</source>
        <translation>Keine Kennzeichen</translation>
    </message>
    <message>
        <source>Cutting the training part into tokens</source>
        <translation>Der Trainingsteil wird in Token zerlegt</translation>
    </message>
    <message>
        <source>Cutting the validation part into tokens</source>
        <translation>Der Validierungsteil wird in Token zerlegt</translation>
    </message>
    <message>
        <source>{0} over-long training pairs are left out</source>
        <translation>{0} zu lange Trainingspaare werden ausgelassen</translation>
    </message>
    <message>
        <source>{0} over-long validation pairs are left out</source>
        <translation>{0} zu lange Validierungspaare werden ausgelassen</translation>
    </message>
    <message>
        <source>{0} ended with status {1}.</source>
        <translation>{0} endete mit Status {1}.</translation>
    </message>
    <message>
        <source>{0} was trained without tags.</source>
        <translation>{0} wurde ohne Kennzeichen trainiert.</translation>
    </message>
    <message>
        <source>Leave --tag out.</source>
        <translation>Lassen Sie --tag weg.</translation>
    </message>
    <message>
        <source>No such tag</source>
        <translation>Kein solches Kennzeichen</translation>
    </message>
    <message>
        <source>{0} has no tag {1}.</source>
        <translation>{0} hat kein Kennzeichen {1}.</translation>
    </message>
    <message>
        <source>Choose {0}.</source>
        <translation>Wählen Sie {0}.</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>Translation too long</source>
        <translation>Übersetzung zu lang</translation>
    </message>
    <message>
        <source>decoding.max_length is {0}, but the model knows {1} positions.</source>
        <translation>decoding.max_length ist {0}, aber das Modell kennt {1} Positionen.</translation>
    </message>
    <message>
        <source>Choose {0} or less.</source>
        <translation>Wählen Sie {0} oder weniger.</translation>
    </message>
    <message>
        <source>Too many translations</source>
        <translation>Zu viele Übersetzungen</translation>
    </message>
    <message>
        <source>{0} translations of each line are asked for; {1} gives {2}.</source>
        <translation>{0} Übersetzungen jeder Zeile werden verlangt; {1} ergibt {2}.</translation>
    </message>
    <message>
        <source>Ask for fewer, or choose a wider beam or sampling.</source>
        <translation>Verlangen Sie weniger, oder wählen Sie einen breiteren Beam oder Sampling.</translation>
    </message>
    <message>
        <source>No effect</source>
        <translation>Ohne Wirkung</translation>
    </message>
    <message>
        <source>Give one of letters, digits and dashes.</source>
        <translation>Geben Sie einen aus Buchstaben, Ziffern und Bindestrichen an.</translation>
    </message>
    <message>
        <source>{0} is a setting of the method {1}; the method here is {2}.</source>
        <translation>{0} ist eine Einstellung des Verfahrens {1}; hier ist das Verfahren {2}.</translation>
    </message>
    <message>
        <source>Leave it out, or choose another method with --method.</source>
        <translation>Lassen Sie sie weg, oder wählen Sie mit --method ein anderes Verfahren.</translation>
    </message>
    <message>
        <source>line {0}: {1}</source>
        <translation>Zeile {0}: {1}</translation>
    </message>
    <message>
        <source>Another run</source>
        <translation>Ein anderer Lauf</translation>
    </message>
    <message>
        <source>{0} holds another run by now, which has the name of the one that was loaded.</source>
        <translation>{0} enthält inzwischen einen anderen Lauf, der den Namen des geladenen hat.</translation>
    </message>
    <message>
        <source>Load it again.</source>
        <translation>Laden Sie ihn erneut.</translation>
    </message>
    <message>
        <source>Unknown prefix</source>
        <translation>Unbekannter Anfang</translation>
    </message>
    <message>
        <source>The run has no tokens for a part of the beginning {0}.</source>
        <translation>Der Lauf hat für einen Teil des Anfangs {0} keine Token.</translation>
    </message>
    <message>
        <source>Choose a beginning of words or letters that are in its training pairs.</source>
        <translation>Wählen Sie einen Anfang aus Wörtern oder Buchstaben, die in seinen Trainingspaaren stehen.</translation>
    </message>
    <message>
        <source>The loss is no number any more at step {0}.</source>
        <translation>Der Verlust ist bei Schritt {0} keine Zahl mehr.</translation>
    </message>
    <message>
        <source>The loss is {0} at step {1}, after {2} at its best.</source>
        <translation>Der Verlust ist {0} bei Schritt {1}, nach {2} im besten Fall.</translation>
    </message>
    <message>
        <source>{0} has the present format.</source>
        <translation>{0} hat das heutige Format.</translation>
    </message>
    <message>
        <source>Bringing the dataset up to date</source>
        <translation>Der Datensatz wird auf den neuen Stand gebracht</translation>
    </message>
    <message>
        <source>Keeping the losses</source>
        <translation>Die Verluste werden festgehalten</translation>
    </message>
    <message>
        <source>The loss of {0} pairs is kept; its mean is {1} a token.</source>
        <translation>Der Verlust von {0} Paaren ist festgehalten; sein Mittel ist {1} je Token.</translation>
    </message>
    <message>
        <source>The dataset has no pair {0}.</source>
        <translation>Der Datensatz hat kein Paar {0}.</translation>
    </message>
    <message>
        <source>Look up its number in the table.</source>
        <translation>Schlagen Sie seine Nummer in der Tabelle nach.</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>Wird gemessen</translation>
    </message>
    <message>
        <source>Impossible model</source>
        <translation>Unmögliches Modell</translation>
    </message>
    <message>
        <source>Change the model&apos;s settings.</source>
        <translation>Ändern Sie die Einstellungen des Modells.</translation>
    </message>
    <message>
        <source>Impossible beam</source>
        <translation>Unmöglicher Beam</translation>
    </message>
    <message>
        <source>The beam size is {0}.</source>
        <translation>Die Beam-Größe ist {0}.</translation>
    </message>
    <message>
        <source>Choose 1 or more.</source>
        <translation>Wählen Sie 1 oder mehr.</translation>
    </message>
    <message>
        <source>Impossible n-gram block</source>
        <translation>Unmögliche N-Gramm-Sperre</translation>
    </message>
    <message>
        <source>The size of blocked n-grams is {0}.</source>
        <translation>Die Größe gesperrter N-Gramme ist {0}.</translation>
    </message>
    <message>
        <source>Choose 0 (off) or more.</source>
        <translation>Wählen Sie 0 (aus) oder mehr.</translation>
    </message>
    <message>
        <source>Impossible groups</source>
        <translation>Unmögliche Gruppen</translation>
    </message>
    <message>
        <source>{0} groups do not divide a beam of {1} evenly.</source>
        <translation>{0} Gruppen teilen einen Beam von {1} nicht gleichmäßig.</translation>
    </message>
    <message>
        <source>Choose a number of groups that divides the beam.</source>
        <translation>Wählen Sie eine Zahl von Gruppen, die den Beam teilt.</translation>
    </message>
    <message>
        <source>Impossible diversity penalty</source>
        <translation>Unmögliche Vielfaltsstrafe</translation>
    </message>
    <message>
        <source>The penalty is {0}.</source>
        <translation>Die Strafe ist {0}.</translation>
    </message>
    <message>
        <source>Choose 0 or more.</source>
        <translation>Wählen Sie 0 oder mehr.</translation>
    </message>
    <message>
        <source>Impossible number of samples</source>
        <translation>Unmögliche Zahl von Ziehungen</translation>
    </message>
    <message>
        <source>{0} samples are asked for.</source>
        <translation>{0} Ziehungen werden verlangt.</translation>
    </message>
    <message>
        <source>Impossible length penalty</source>
        <translation>Unmögliche Längenstrafe</translation>
    </message>
    <message>
        <source>The length penalty is {0}.</source>
        <translation>Die Längenstrafe ist {0}.</translation>
    </message>
    <message>
        <source>The model was made for {0} tokens; a translation of up to {1} is asked.</source>
        <translation>Das Modell ist für {0} Token gemacht; verlangt wird eine Übersetzung von bis zu {1}.</translation>
    </message>
    <message>
        <source>Ask for a shorter one, or train a model with a larger maximum length.</source>
        <translation>Verlangen Sie eine kürzere, oder trainieren Sie ein Modell mit größerer Höchstlänge.</translation>
    </message>
</context>
<context>
    <name>setting</name>
    <message>
        <source>Longest source</source>
        <translation>Längste Quelle</translation>
    </message>
    <message>
        <source>Training pairs with a longer source are left out.</source>
        <translation>Trainingspaare mit längerer Quelle werden ausgelassen.</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Longer sentences take time and memory with their length, and attention with its square.</source>
        <translation>Längere Sätze kosten Zeit und Speicher nach ihrer Länge, die Attention nach deren Quadrat.</translation>
    </message>
    <message>
        <source>Longest target</source>
        <translation>Längstes Ziel</translation>
    </message>
    <message>
        <source>Training pairs with a longer target are left out.</source>
        <translation>Trainingspaare mit längerem Ziel werden ausgelassen.</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>How the datasets of a mix share an epoch, in their order, with spaces between: 3 1; empty: by temperature.</source>
        <translation>Wie sich die Datensätze einer Mischung eine Epoche teilen, in ihrer Reihenfolge, mit Leerzeichen dazwischen: 3 1; leer: nach Temperatur.</translation>
    </message>
    <message>
        <source>Mix temperature</source>
        <translation>Mischtemperatur</translation>
    </message>
    <message>
        <source>Shares of the datasets of a mix go with size^(1/T) (Arivazhagan et al. 2019): 1 leaves them as they are, 5 lifts the small ones, 100 makes all equal.</source>
        <translation>Die Anteile der Datensätze einer Mischung gehen mit Größe^(1/T) (Arivazhagan et al. 2019): 1 lässt sie, wie sie sind, 5 hebt die kleinen, 100 macht alle gleich.</translation>
    </message>
    <message>
        <source>Tag per dataset</source>
        <translation>Kennzeichen je Datensatz</translation>
    </message>
    <message>
        <source>Begins each source of a mix with a token that names its dataset, with which you can ask for its style.</source>
        <translation>Beginnt jede Quelle einer Mischung mit einem Token, das ihren Datensatz nennt; damit lässt sich dessen Stil verlangen.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Subwords (BPE or unigram) suit real text; words suit tiny vocabularies; characters suit dates and numbers.</source>
        <translation>Subwörter (BPE oder Unigramm) passen zu echtem Text, Wörter zu winzigen Vokabularen, Zeichen zu Daten und Zahlen.</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>Number of distinct tokens at most; too few cut words into crumbs, too many are seen too rarely to be learned.</source>
        <translation>Höchstzahl verschiedener Token; zu wenige zerkrümeln die Wörter, zu viele kommen zu selten vor, um gelernt zu werden.</translation>
    </message>
    <message>
        <source>Embeddings, output projection and the time of the loss grow in proportion.</source>
        <translation>Embeddings, Ausgabeprojektion und die Zeit für den Verlust wachsen im selben Verhältnis.</translation>
    </message>
    <message>
        <source>Shared vocabulary</source>
        <translation>Gemeinsames Vokabular</translation>
    </message>
    <message>
        <source>One vocabulary and one embedding for both languages; good for languages with one alphabet.</source>
        <translation>Ein Vokabular und ein Embedding für beide Sprachen; gut bei Sprachen mit demselben Alphabet.</translation>
    </message>
    <message>
        <source>Subword sampling</source>
        <translation>Subwort-Sampling</translation>
    </message>
    <message>
        <source>Cuts words differently in each epoch, which helps little data: with BPE the share of merges left out (0.1, Provilkov et al. 2020), with unigram the exponent of probabilities (0.2 to 0.5, Kudo 2018); empty: never.</source>
        <translation>Zerlegt Wörter in jeder Epoche anders, was bei wenig Daten hilft: bei BPE der Anteil ausgelassener Verschmelzungen (0.1, Provilkov et al. 2020), bei Unigramm der Exponent der Wahrscheinlichkeiten (0.2 bis 0.5, Kudo 2018); leer: nie.</translation>
    </message>
    <message>
        <source>The pairs are cut anew for every epoch, beside the training.</source>
        <translation>Die Paare werden für jede Epoche neu zerlegt, neben dem Training her.</translation>
    </message>
    <message>
        <source>Never split</source>
        <translation>Nie zerlegen</translation>
    </message>
    <message>
        <source>Placeholders that stay one token whatever stands beside them, with spaces between: %s {name} &lt;b&gt;.</source>
        <translation>Platzhalter, die ein Token bleiben, was immer neben ihnen steht, mit Leerzeichen dazwischen: %s {name} &lt;b&gt;.</translation>
    </message>
    <message>
        <source>Encoder layers</source>
        <translation>Encoder-Schichten</translation>
    </message>
    <message>
        <source>Blocks of self-attention and feed-forward over the source.</source>
        <translation>Blöcke aus Self-Attention und Feed-Forward über der Quelle.</translation>
    </message>
    <message>
        <source>The time of a step and the memory of a batch grow with the layers.</source>
        <translation>Die Zeit eines Schritts und der Speicher eines Batches wachsen mit den Schichten.</translation>
    </message>
    <message>
        <source>Decoder layers</source>
        <translation>Decoder-Schichten</translation>
    </message>
    <message>
        <source>Blocks that read the target so far and the encoded source.</source>
        <translation>Blöcke, die das bisherige Ziel und die enkodierte Quelle lesen.</translation>
    </message>
    <message>
        <source>The time of a step, of a translated token, and the memory of a batch grow with the layers.</source>
        <translation>Die Zeit eines Schritts und eines übersetzten Tokens und der Speicher eines Batches wachsen mit den Schichten.</translation>
    </message>
    <message>
        <source>Width (d_model)</source>
        <translation>Breite (d_model)</translation>
    </message>
    <message>
        <source>Length of the vector of each token; must be divisible by the number of heads.</source>
        <translation>Länge des Vektors jedes Tokens; muss durch die Zahl der Köpfe teilbar sein.</translation>
    </message>
    <message>
        <source>Parameters and time of the layers grow with its square, where the feed-forward width grows along.</source>
        <translation>Parameter und Zeit der Schichten wachsen mit dem Quadrat, wenn die Feed-Forward-Breite mitwächst.</translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation>Attention-Köpfe</translation>
    </message>
    <message>
        <source>Independent attentions side by side, each d_model / heads wide.</source>
        <translation>Unabhängige Attentions nebeneinander, jede d_model / Köpfe breit.</translation>
    </message>
    <message>
        <source>More heads of the same width in all cost little time and some memory for their weights.</source>
        <translation>Mehr Köpfe bei gleicher Gesamtbreite kosten wenig Zeit und etwas Speicher für ihre Gewichte.</translation>
    </message>
    <message>
        <source>Feed-forward width</source>
        <translation>Feed-Forward-Breite</translation>
    </message>
    <message>
        <source>Width of the hidden layer applied to each position.</source>
        <translation>Breite der verborgenen Schicht, die auf jede Position angewandt wird.</translation>
    </message>
    <message>
        <source>Parameters and time of the feed-forward layers grow in proportion.</source>
        <translation>Parameter und Zeit der Feed-Forward-Schichten wachsen im selben Verhältnis.</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Share of values silenced in training after each sub-layer; more for little data, 0 to memorise.</source>
        <translation>Anteil der Werte, die im Training nach jeder Teilschicht stumm bleiben; mehr bei wenig Daten, 0 zum Auswendiglernen.</translation>
    </message>
    <message>
        <source>Attention dropout</source>
        <translation>Attention-Dropout</translation>
    </message>
    <message>
        <source>Share of attention weights silenced in training.</source>
        <translation>Anteil der Attention-Gewichte, die im Training stumm bleiben.</translation>
    </message>
    <message>
        <source>Activation dropout</source>
        <translation>Aktivierungs-Dropout</translation>
    </message>
    <message>
        <source>Share of hidden feed-forward values silenced in training.</source>
        <translation>Anteil der verborgenen Feed-Forward-Werte, die im Training stumm bleiben.</translation>
    </message>
    <message>
        <source>Embedding dropout</source>
        <translation>Embedding-Dropout</translation>
    </message>
    <message>
        <source>Share of values silenced in training where tokens enter encoder and decoder; empty: as dropout.</source>
        <translation>Anteil der Werte, die im Training stumm bleiben, wo Token in Encoder und Decoder eintreten; leer: wie Dropout.</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>Added as waves (sinusoidal: the paper&apos;s) or as learned vectors, which know no place beyond those trained on, or told by rotating queries and keys (rotary, Su et al. 2021).</source>
        <translation>Als Wellen addiert (sinusförmig: wie im Aufsatz), als gelernte Vektoren, die keine Stelle jenseits der trainierten kennen, oder durch Drehen von Queries und Keys (rotierend, Su et al. 2021).</translation>
    </message>
    <message>
        <source>Normalisation</source>
        <translation>Normalisierung</translation>
    </message>
    <message>
        <source>By mean and variance (layer: the paper&apos;s) or by the root mean square alone (rms, Zhang &amp; Sennrich 2019).</source>
        <translation>Nach Mittelwert und Varianz (Layer-Norm: wie im Aufsatz) oder nach dem quadratischen Mittel allein (RMS, Zhang &amp; Sennrich 2019).</translation>
    </message>
    <message>
        <source>Norm position</source>
        <translation>Ort der Norm</translation>
    </message>
    <message>
        <source>Before each sub-layer (pre: trains steadily) or after the residual sum (post: as in the paper).</source>
        <translation>Vor jeder Teilschicht (pre: trainiert stetig) oder nach der Residualsumme (post: wie im Aufsatz).</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>Aktivierung</translation>
    </message>
    <message>
        <source>The non-linearity of the feed-forward layer; swiglu multiplies by a gate (Shazeer 2020), with a third matrix.</source>
        <translation>Die Nichtlinearität der Feed-Forward-Schicht; SwiGLU multipliziert mit einem Gate (Shazeer 2020), mit einer dritten Matrix.</translation>
    </message>
    <message>
        <source>Key/value heads</source>
        <translation>Key/Value-Köpfe</translation>
    </message>
    <message>
        <source>Heads of keys and values that groups of attention heads share (Ainslie et al. 2023): fewer decode faster from a smaller cache; empty: all heads.</source>
        <translation>Köpfe von Keys und Values, die sich Gruppen von Attention-Köpfen teilen (Ainslie et al. 2023): Weniger dekodieren schneller aus einem kleineren Cache; leer: alle Köpfe.</translation>
    </message>
    <message>
        <source>Attention window</source>
        <translation>Attention-Fenster</translation>
    </message>
    <message>
        <source>Positions on each side that self-attention sees, in the target those before: makes long texts affordable; empty: everything.</source>
        <translation>Positionen auf jeder Seite, die die Self-Attention sieht, im Ziel die davor: macht lange Texte bezahlbar; leer: alles.</translation>
    </message>
    <message>
        <source>Fewer positions save time and memory on long texts; on short ones they save nothing.</source>
        <translation>Weniger Positionen sparen bei langen Texten Zeit und Speicher; bei kurzen sparen sie nichts.</translation>
    </message>
    <message>
        <source>Tied output</source>
        <translation>Gekoppelte Ausgabe</translation>
    </message>
    <message>
        <source>Use the target embedding as the output projection.</source>
        <translation>Das Ziel-Embedding als Ausgabeprojektion verwenden.</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>The time of a step and the memory of activations grow in proportion.</source>
        <translation>Die Zeit eines Schritts und der Speicher der Aktivierungen wachsen im selben Verhältnis.</translation>
    </message>
    <message>
        <source>Accumulation</source>
        <translation>Akkumulation</translation>
    </message>
    <message>
        <source>Batches whose gradients are added up for one step: the effect of a batch so many times as large, in the memory of one.</source>
        <translation>Batches, deren Gradienten für einen Schritt summiert werden: die Wirkung eines so vielfach größeren Batches, im Speicher eines einzigen.</translation>
    </message>
    <message>
        <source>batches</source>
        <translation>Batches</translation>
    </message>
    <message>
        <source>A step takes so many times as long, in the same memory.</source>
        <translation>Ein Schritt dauert so viele Male so lange, im selben Speicher.</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>How often all training pairs are seen, at most.</source>
        <translation>Wie oft alle Trainingspaare gesehen werden, höchstens.</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>The time of the training grows in proportion, at most.</source>
        <translation>Die Zeit des Trainings wächst höchstens im selben Verhältnis.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Stop after so many steps; empty: no limit.</source>
        <translation>Nach so vielen Schritten enden; leer: unbegrenzt.</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>Stop after so many minutes in all, pauses not counted; empty: no limit.</source>
        <translation>Nach so vielen Minuten insgesamt enden, Pausen nicht mitgezählt; leer: unbegrenzt.</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>The training takes that time, at most, and that of its last validation.</source>
        <translation>Das Training dauert höchstens so lange, und dazu seine letzte Validierung.</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>Adam as in the paper; AdamW adds weight decay; Lion (Chen et al. 2023) keeps one moment and saves memory; Muon (Jordan et al. 2024) makes the updates of matrices orthogonal and learns more from a step.</source>
        <translation>Adam wie im Aufsatz; AdamW mit Weight Decay; Lion (Chen et al. 2023) hat nur ein Moment und spart Speicher; Muon (Jordan et al. 2024) macht die Änderungen der Matrizen orthogonal und lernt aus einem Schritt mehr.</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Weight Decay</translation>
    </message>
    <message>
        <source>How hard AdamW, Lion and Muon pull the matrices towards 0 (Loshchilov and Hutter 2019); too much underfits.</source>
        <translation>Wie stark AdamW, Lion und Muon die Matrizen gegen 0 ziehen (Loshchilov und Hutter 2019); zu viel führt zu Unteranpassung.</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Lernratenplan</translation>
    </message>
    <message>
        <source>How the learning rate falls after the warm-up: with the root of the step, as equation 3 has it (paper), or to 0 at the last step (cosine, linear), which wants a known number of steps or epochs.</source>
        <translation>Wie die Lernrate nach der Aufwärmphase fällt: mit der Wurzel des Schritts, nach Gleichung 3 (wie im Aufsatz), oder auf 0 beim letzten Schritt (Kosinus, linear), wozu die Zahl der Schritte oder Epochen feststehen muss.</translation>
    </message>
    <message>
        <source>Peak learning rate</source>
        <translation>Höchste Lernrate</translation>
    </message>
    <message>
        <source>Learning rate at the end of the warm-up; too high diverges, too low wastes time. Lion takes a tenth of it.</source>
        <translation>Lernrate am Ende der Aufwärmphase; zu hoch divergiert, zu niedrig vergeudet Zeit. Lion nimmt ein Zehntel davon.</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Aufwärmphase</translation>
    </message>
    <message>
        <source>Steps in which the learning rate rises; afterwards it goes as the schedule says.</source>
        <translation>Schritte, in denen die Lernrate steigt; danach geht sie nach dem Plan.</translation>
    </message>
    <message>
        <source>Scale of equation 3</source>
        <translation>Faktor zu Gleichung 3</translation>
    </message>
    <message>
        <source>With the schedule paper the peak is this times the inverse root of d_model times the warm-up.</source>
        <translation>Beim Plan „wie im Aufsatz“ ist der Höchstwert so viel mal die inverse Wurzel aus d_model mal Aufwärmphase.</translation>
    </message>
    <message>
        <source>Cooldown</source>
        <translation>Abkühlphase</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>Label Smoothing</translation>
    </message>
    <message>
        <source>Share of the probability that the target spreads over all tokens; hurts perplexity, helps BLEU.</source>
        <translation>Anteil der Wahrscheinlichkeit, den die Zielverteilung auf alle Token verteilt; schadet der Perplexität, hilft BLEU.</translation>
    </message>
    <message>
        <source>R-drop</source>
        <translation>R-Drop</translation>
    </message>
    <message>
        <source>Weight of the difference between two dropout passes over each batch (Wu et al. 2021); 1 to 5 helps little data and doubles the cost of a step; 0: off.</source>
        <translation>Gewicht des Unterschieds zweier Dropout-Durchgänge über jeden Batch (Wu et al. 2021); 1 bis 5 hilft bei wenig Daten und verdoppelt die Kosten eines Schritts; 0: aus.</translation>
    </message>
    <message>
        <source>Above 0 a step takes about twice as long and a batch twice the memory.</source>
        <translation>Über 0 dauert ein Schritt etwa doppelt so lange, und ein Batch braucht doppelt so viel Speicher.</translation>
    </message>
    <message>
        <source>Validate every</source>
        <translation>Validieren alle</translation>
    </message>
    <message>
        <source>Steps between two validations; empty: chosen from the size of an epoch.</source>
        <translation>Schritte zwischen zwei Validierungen; leer: nach der Größe einer Epoche gewählt.</translation>
    </message>
    <message>
        <source>The more often, the more time goes into translating validation sentences and writing checkpoints.</source>
        <translation>Je öfter, desto mehr Zeit kosten das Übersetzen der Validierungssätze und das Schreiben der Checkpoints.</translation>
    </message>
    <message>
        <source>Sentences translated</source>
        <translation>Übersetzte Sätze</translation>
    </message>
    <message>
        <source>Validation sentences that are translated for BLEU each time.</source>
        <translation>Validierungssätze, die jedes Mal für BLEU übersetzt werden.</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>The time of each validation grows in proportion.</source>
        <translation>Die Zeit jeder Validierung wächst im selben Verhältnis.</translation>
    </message>
    <message>
        <source>Best by</source>
        <translation>Bestes nach</translation>
    </message>
    <message>
        <source>What decides which validation is the best one, and when training stops for want of a better one.</source>
        <translation>Was entscheidet, welche Validierung die beste ist, und wann das Training mangels einer besseren endet.</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Geduld</translation>
    </message>
    <message>
        <source>validations</source>
        <translation>Validierungen</translation>
    </message>
    <message>
        <source>The training waits longer before it ends.</source>
        <translation>Das Training wartet länger, bevor es endet.</translation>
    </message>
    <message>
        <source>Averaged checkpoints</source>
        <translation>Gemittelte Checkpoints</translation>
    </message>
    <message>
        <source>The finished model is the mean of so many last checkpoints, where that scores better.</source>
        <translation>Das fertige Modell ist das Mittel so vieler letzter Checkpoints, wo das besser abschneidet.</translation>
    </message>
    <message>
        <source>checkpoints</source>
        <translation>Checkpoints</translation>
    </message>
    <message>
        <source>The run folder holds so many checkpoints.</source>
        <translation>Der Lauf-Ordner enthält so viele Checkpoints.</translation>
    </message>
    <message>
        <source>Moving average</source>
        <translation>Gleitender Mittelwert</translation>
    </message>
    <message>
        <source>Decay of an exponential moving average of the weights, such as 0.999, which becomes the finished model where it scores better; empty: none.</source>
        <translation>Zerfall eines exponentiell gleitenden Mittelwerts der Gewichte, etwa 0.999, der zum fertigen Modell wird, wo er besser abschneidet; leer: keiner.</translation>
    </message>
    <message>
        <source>A second copy of all weights in memory.</source>
        <translation>Eine zweite Kopie aller Gewichte im Speicher.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>The same seed on the same data gives the same run.</source>
        <translation>Derselbe Startwert auf denselben Daten ergibt denselben Lauf.</translation>
    </message>
    <message>
        <source>Adam β₁</source>
        <translation>Adam β₁</translation>
    </message>
    <message>
        <source>Decay of the mean of gradients.</source>
        <translation>Zerfall des Mittels der Gradienten.</translation>
    </message>
    <message>
        <source>Adam β₂</source>
        <translation>Adam β₂</translation>
    </message>
    <message>
        <source>Decay of the mean of squared gradients.</source>
        <translation>Zerfall des Mittels der quadrierten Gradienten.</translation>
    </message>
    <message>
        <source>Adam ε</source>
        <translation>Adam ε</translation>
    </message>
    <message>
        <source>Added to the denominator of the update.</source>
        <translation>Wird zum Nenner der Änderung addiert.</translation>
    </message>
    <message>
        <source>Gradient clipping</source>
        <translation>Gradienten-Clipping</translation>
    </message>
    <message>
        <source>Longest gradient of all weights together; empty: no clipping.</source>
        <translation>Größte Länge des Gradienten aller Gewichte zusammen; leer: kein Clipping.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>XLA</source>
        <translation>XLA</translation>
    </message>
    <message>
        <source>Steps that run without a return to Python; empty: as many as devices --measure found to be enough, or 8.</source>
        <translation>Schritte, die ohne Rückkehr zu Python laufen; leer: so viele, wie nach devices --measure genügen, oder 8.</translation>
    </message>
    <message>
        <source>Stop, pause and reports wait for the end of a call.</source>
        <translation>Stopp, Pause und Berichte warten auf das Ende eines Aufrufs.</translation>
    </message>
    <message>
        <source>float32 takes twice the memory of activations; the half ones are fast only where a device has them.</source>
        <translation>float32 braucht den doppelten Speicher für Aktivierungen; die halben sind nur schnell, wo ein Gerät sie hat.</translation>
    </message>
    <message>
        <source>Characters make sentences several times as long as subwords do, and time and memory grow along.</source>
        <translation>Mit Zeichen werden Sätze mehrmals so lang wie mit Teilwörtern, und Zeit und Speicher wachsen mit.</translation>
    </message>
    <message>
        <source>Fewer save parameters, some of the time of a step, and memory of translating in proportion.</source>
        <translation>Weniger sparen Parameter, etwas Zeit je Schritt und im gleichen Verhältnis Speicher beim Übersetzen.</translation>
    </message>
    <message>
        <source>Tokens of the longer side in a step, padding included; more is steadier and needs more memory.</source>
        <translation>Token der längeren Seite in einem Schritt, Padding inbegriffen; mehr ist stetiger und braucht mehr Speicher.</translation>
    </message>
    <message>
        <source>Lion keeps one number less of each parameter in memory; a step of Muon takes about a third longer.</source>
        <translation>Lion hält von jedem Parameter eine Zahl weniger im Speicher; ein Schritt von Muon dauert etwa ein Drittel länger.</translation>
    </message>
    <message>
        <source>Share of the training, at its end, in which the learning rate falls to 0 (Hägele et al. 2024); whether steps, epochs, minutes or patience end it. 0: none, as in the paper.</source>
        <translation>Anteil des Trainings an seinem Ende, in dem die Lernrate auf 0 fällt (Hägele et al. 2024), ob Schritte, Epochen, Minuten oder die Geduld es beenden. 0: keine, wie im Aufsatz.</translation>
    </message>
    <message>
        <source>Stop after so many validations without a better one; with a cooldown, after the fall of the learning rate, which begins then.</source>
        <translation>Nach so vielen Validierungen ohne eine bessere enden; mit einer Abkühlphase nach dem Fall der Lernrate, der dann beginnt.</translation>
    </message>
    <message>
        <source>Numbers that the products are computed in; auto takes what devices --measure found to be fastest, or a half type, bfloat16 or on older GPUs float16, where the device is known to be fast at it.</source>
        <translation>Zahlen, in denen die Produkte gerechnet werden; automatisch nimmt, was devices --measure am schnellsten fand, oder einen halben Typ, bfloat16 oder auf älteren GPUs float16, wo das Gerät darin bekanntlich schnell ist.</translation>
    </message>
    <message>
        <source>Whether XLA compiles each shape of a step, which takes seconds; auto: where devices --measure found that faster, always under JAX, and never under PyTorch, which has none.</source>
        <translation>Ob XLA jede Form eines Schritts kompiliert, was Sekunden dauert; automatisch: wo devices --measure das schneller fand, unter JAX immer, und nie unter PyTorch, das keines hat.</translation>
    </message>
    <message>
        <source>Each length of batch takes some seconds when it is met first, and the memory of its program.</source>
        <translation>Jede Länge eines Batches braucht einige Sekunden, wenn sie zum ersten Mal vorkommt, und den Speicher ihres Programms.</translation>
    </message>
    <message>
        <source>Steps per call</source>
        <translation>Schritte je Aufruf</translation>
    </message>
    <message>
        <source>Backend</source>
        <translation>Backend</translation>
    </message>
    <message>
        <source>What computes: auto takes TensorFlow where it is installed; JAX compiles each shape, which takes its time at the start; a run may go on with another one.</source>
        <translation>Was rechnet: automatisch nimmt TensorFlow, wo es installiert ist; JAX kompiliert jede Form, was am Anfang seine Zeit braucht; ein Lauf kann mit einem anderen weitergehen.</translation>
    </message>
    <message>
        <source>JAX takes a minute or more before the first step; speed and memory are those of the backend.</source>
        <translation>JAX braucht vor dem ersten Schritt eine Minute oder mehr; Tempo und Speicher sind die des Backends.</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Devices of this machine that share each batch, which stays as large as it is; 0: all GPUs. Without a GPU the processor stands in for so many, which is slower than one.</source>
        <translation>Geräte dieses Rechners, die sich jeden Batch teilen, der so groß bleibt, wie er ist; 0: alle GPUs. Ohne GPU steht der Prozessor für so viele ein, was langsamer ist als eines.</translation>
    </message>
    <message>
        <source>devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Each device holds a copy of the model.</source>
        <translation>Jedes Gerät hält eine Kopie des Modells.</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Beam search looks for the likeliest translation; greedy takes the likeliest token each time; diverse beams find several that differ; sampling draws at random.</source>
        <translation>Die Beam-Suche sucht die wahrscheinlichste Übersetzung; Greedy nimmt jedes Mal das wahrscheinlichste Token; vielfältige Beams finden mehrere, die sich unterscheiden; Sampling zieht zufällig.</translation>
    </message>
    <message>
        <source>Greedy search and sampling follow one translation; beam searches take time and memory with the beam.</source>
        <translation>Greedy-Suche und Sampling verfolgen eine einzige Übersetzung; Beam-Suchen brauchen Zeit und Speicher im Verhältnis zum Beam.</translation>
    </message>
    <message>
        <source>Beam</source>
        <translation>Beam</translation>
    </message>
    <message>
        <source>Hypotheses kept at each step; 1 takes the likeliest token each time.</source>
        <translation>Hypothesen, die bei jedem Schritt behalten werden; 1 nimmt jedes Mal das wahrscheinlichste Token.</translation>
    </message>
    <message>
        <source>Translating takes time and memory in proportion.</source>
        <translation>Das Übersetzen kostet Zeit und Speicher im selben Verhältnis.</translation>
    </message>
    <message>
        <source>Length penalty</source>
        <translation>Längenstrafe</translation>
    </message>
    <message>
        <source>Above 0 favours longer translations (Wu et al. 2016, equation 14).</source>
        <translation>Über 0 begünstigt längere Übersetzungen (Wu et al. 2016, Gleichung 14).</translation>
    </message>
    <message>
        <source>Early end</source>
        <translation>Frühes Ende</translation>
    </message>
    <message>
        <source>Beam search: done once as many translations have ended as there are hypotheses, as in most programs; otherwise only when no better one can come (Kasai et al. 2022).</source>
        <translation>Beam-Suche: fertig, sobald so viele Übersetzungen geendet haben, wie es Hypothesen gibt, wie in den meisten Programmen; sonst erst, wenn keine bessere mehr kommen kann (Kasai et al. 2022).</translation>
    </message>
    <message>
        <source>Saves a sixth of the time of a sentence and a third of that of a list; on Multi30k it costs 0.2 BLEU.</source>
        <translation>Spart bei einem Satz ein Sechstel der Zeit, bei einer Liste ein Drittel; auf Multi30k kostet es 0,2 BLEU.</translation>
    </message>
    <message>
        <source>Longest translation</source>
        <translation>Längste Übersetzung</translation>
    </message>
    <message>
        <source>Tokens of a translation at most.</source>
        <translation>Token einer Übersetzung, höchstens.</translation>
    </message>
    <message>
        <source>A translation that does not end by itself takes time in proportion.</source>
        <translation>Eine Übersetzung, die nicht von selbst endet, dauert im selben Verhältnis länger.</translation>
    </message>
    <message>
        <source>Blocked n-grams</source>
        <translation>Gesperrte N-Gramme</translation>
    </message>
    <message>
        <source>No sequence of so many tokens may stand twice in a translation; 0 allows every repetition.</source>
        <translation>Keine Folge so vieler Token darf zweimal in einer Übersetzung stehen; 0 erlaubt jede Wiederholung.</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Diverse beam search: groups that keep apart, each of an equal share of the beam; empty: one a hypothesis.</source>
        <translation>Vielfältige Beam-Suche: Gruppen, die Abstand halten, jede mit gleichem Anteil am Beam; leer: eine je Hypothese.</translation>
    </message>
    <message>
        <source>Diversity</source>
        <translation>Vielfalt</translation>
    </message>
    <message>
        <source>Diverse beam search: what a token costs that another group took at this place (Vijayakumar et al. 2016).</source>
        <translation>Vielfältige Beam-Suche: was ein Token kostet, das eine andere Gruppe an dieser Stelle nahm (Vijayakumar et al. 2016).</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Sampling: below 1 draws what is likely, towards 0 only that; above 1 draws what is unlikely more often.</source>
        <translation>Sampling: Unter 1 zieht, was wahrscheinlich ist, gegen 0 nur das; über 1 zieht öfter, was unwahrscheinlich ist.</translation>
    </message>
    <message>
        <source>Top k</source>
        <translation>Top k</translation>
    </message>
    <message>
        <source>Sampling: draws from so many likeliest tokens; 0 draws from all (Fan et al. 2018).</source>
        <translation>Sampling: Zieht aus so vielen wahrscheinlichsten Token; 0 zieht aus allen (Fan et al. 2018).</translation>
    </message>
    <message>
        <source>Top p</source>
        <translation>Top p</translation>
    </message>
    <message>
        <source>Sampling: draws from the fewest tokens that hold this share of the probability (Holtzman et al. 2020).</source>
        <translation>Sampling: Zieht aus den wenigsten Token, die diesen Anteil der Wahrscheinlichkeit halten (Holtzman et al. 2020).</translation>
    </message>
    <message>
        <source>Min p</source>
        <translation>Min p</translation>
    </message>
    <message>
        <source>Sampling: draws from tokens at least this share as probable as the likeliest (Nguyen et al. 2024).</source>
        <translation>Sampling: Zieht aus Token, die mindestens diesen Anteil so wahrscheinlich sind wie das wahrscheinlichste (Nguyen et al. 2024).</translation>
    </message>
    <message>
        <source>Sampling: the same seed draws the same translations.</source>
        <translation>Sampling: Derselbe Startwert zieht dieselben Übersetzungen.</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>A side has no visible character, such as only zero-width spaces.</source>
        <translation>Eine Seite hat kein sichtbares Zeichen, etwa nur Leerzeichen ohne Breite.</translation>
    </message>
    <message>
        <source>Control characters</source>
        <translation>Steuerzeichen</translation>
    </message>
    <message>
        <source>A side has control characters, private ones or such as swap the writing direction.</source>
        <translation>Eine Seite hat Steuerzeichen, private oder solche, die die Schreibrichtung umkehren.</translation>
    </message>
    <message>
        <source>Broken encoding</source>
        <translation>Kaputte Kodierung</translation>
    </message>
    <message>
        <source>A side was once read in the wrong encoding (Ã© for é); the repair is shown.</source>
        <translation>Eine Seite wurde einmal in der falschen Kodierung gelesen (Ã© statt é); die Reparatur wird gezeigt.</translation>
    </message>
    <message>
        <source>Markup left in</source>
        <translation>Reste von Auszeichnung</translation>
    </message>
    <message>
        <source>A side has tags such as &lt;b&gt; or entities such as &amp;nbsp;.</source>
        <translation>Eine Seite hat Tags wie &lt;b&gt; oder Entitäten wie &amp;nbsp;.</translation>
    </message>
    <message>
        <source>Mostly punctuation</source>
        <translation>Überwiegend Satzzeichen</translation>
    </message>
    <message>
        <source>A side is mostly marks and digits, such as a line of a table.</source>
        <translation>Eine Seite besteht überwiegend aus Zeichen und Ziffern, etwa eine Tabellenzeile.</translation>
    </message>
    <message>
        <source>Fewest letters</source>
        <translation>Wenigste Buchstaben</translation>
    </message>
    <message>
        <source>Share of letters among all characters but spaces; less is taken.</source>
        <translation>Anteil der Buchstaben an allen Zeichen außer Leerzeichen; weniger wird herausgenommen.</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>A side is much shorter or longer than sentences are.</source>
        <translation>Eine Seite ist viel kürzer oder länger, als Sätze sind.</translation>
    </message>
    <message>
        <source>Fewest words</source>
        <translation>Wenigste Wörter</translation>
    </message>
    <message>
        <source>A side with fewer words is taken.</source>
        <translation>Eine Seite mit weniger Wörtern wird herausgenommen.</translation>
    </message>
    <message>
        <source>words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>Most words</source>
        <translation>Meiste Wörter</translation>
    </message>
    <message>
        <source>A side with more words is taken.</source>
        <translation>Eine Seite mit mehr Wörtern wird herausgenommen.</translation>
    </message>
    <message>
        <source>Most characters</source>
        <translation>Meiste Zeichen</translation>
    </message>
    <message>
        <source>The same, for scripts without spaces.</source>
        <translation>Dasselbe für Schriften ohne Leerzeichen.</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>Longest word</source>
        <translation>Längstes Wort</translation>
    </message>
    <message>
        <source>A side with a longer word is taken, if its script has spaces: data that is no text.</source>
        <translation>Eine Seite mit einem längeren Wort wird herausgenommen, wenn ihre Schrift Leerzeichen hat: Daten, die kein Text sind.</translation>
    </message>
    <message>
        <source>Length ratio</source>
        <translation>Längenverhältnis</translation>
    </message>
    <message>
        <source>One side is much longer than the other, compared with what is usual in the dataset.</source>
        <translation>Eine Seite ist viel länger als die andere, verglichen mit dem, was im Datensatz üblich ist.</translation>
    </message>
    <message>
        <source>Greatest ratio</source>
        <translation>Größtes Verhältnis</translation>
    </message>
    <message>
        <source>How many times longer than usual a side may be against the other; less takes more pairs.</source>
        <translation>Wievielmal länger als üblich eine Seite gegenüber der anderen sein darf; weniger nimmt mehr Paare heraus.</translation>
    </message>
    <message>
        <source>Untranslated copy</source>
        <translation>Unübersetzte Kopie</translation>
    </message>
    <message>
        <source>Both sides have the same text, but for case, marks and spaces.</source>
        <translation>Beide Seiten haben denselben Text, von Groß- und Kleinschreibung, Zeichen und Leerzeichen abgesehen.</translation>
    </message>
    <message>
        <source>Shorter copies are left alone: names and numbers are the same in many languages.</source>
        <translation>Kürzere Kopien bleiben: Namen und Zahlen sind in vielen Sprachen gleich.</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>A number of one side is missing on the other.</source>
        <translation>Eine Zahl der einen Seite fehlt auf der anderen.</translation>
    </message>
    <message>
        <source>Missing numbers</source>
        <translation>Fehlende Zahlen</translation>
    </message>
    <message>
        <source>Taken when so many numbers have no partner, of those with two digits or more.</source>
        <translation>Herausgenommen, wenn so viele Zahlen kein Gegenstück haben, von denen mit zwei oder mehr Ziffern.</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>The addresses of pages or mails are not the same on both sides.</source>
        <translation>Die Adressen von Seiten oder E-Mails sind nicht auf beiden Seiten gleich.</translation>
    </message>
    <message>
        <source>Placeholders</source>
        <translation>Platzhalter</translation>
    </message>
    <message>
        <source>Variables such as %s, {name} or ${count} are not the same on both sides.</source>
        <translation>Variablen wie %s, {name} oder ${count} sind nicht auf beiden Seiten gleich.</translation>
    </message>
    <message>
        <source>Wrong script</source>
        <translation>Falsche Schrift</translation>
    </message>
    <message>
        <source>A side is mostly in letters that its language is not written in.</source>
        <translation>Eine Seite besteht überwiegend aus Buchstaben, in denen ihre Sprache nicht geschrieben wird.</translation>
    </message>
    <message>
        <source>Most foreign letters</source>
        <translation>Meiste fremde Buchstaben</translation>
    </message>
    <message>
        <source>Share of letters of other scripts; more is taken.</source>
        <translation>Anteil der Buchstaben anderer Schriften; mehr wird herausgenommen.</translation>
    </message>
    <message>
        <source>Wrong language</source>
        <translation>Falsche Sprache</translation>
    </message>
    <message>
        <source>A side is in another language than it should be, as an offline identifier sees it.</source>
        <translation>Eine Seite ist in einer anderen Sprache, als sie sein sollte, wie eine Erkennung ohne Netz sie sieht.</translation>
    </message>
    <message>
        <source>Certainty</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Taken when the identifier is at least so sure; less takes more pairs.</source>
        <translation>Herausgenommen, wenn die Erkennung mindestens so sicher ist; weniger nimmt mehr Paare heraus.</translation>
    </message>
    <message>
        <source>Shorter sentences are left alone: nothing can tell their language for certain.</source>
        <translation>Kürzere Sätze bleiben: Ihre Sprache lässt sich nicht sicher erkennen.</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Doppelte</translation>
    </message>
    <message>
        <source>The same pair is there before, but for case, kinds of spaces and compatible characters.</source>
        <translation>Dasselbe Paar steht schon davor, von Groß- und Kleinschreibung, Arten von Leerzeichen und kompatiblen Zeichen abgesehen.</translation>
    </message>
    <message>
        <source>Many targets</source>
        <translation>Viele Ziele</translation>
    </message>
    <message>
        <source>The source has many different targets: those after the first ones are taken.</source>
        <translation>Die Quelle hat viele verschiedene Ziele: Die nach den ersten werden herausgenommen.</translation>
    </message>
    <message>
        <source>Most targets</source>
        <translation>Meiste Ziele</translation>
    </message>
    <message>
        <source>So many different targets of one source are left.</source>
        <translation>So viele verschiedene Ziele einer Quelle bleiben.</translation>
    </message>
    <message>
        <source>targets</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>Near duplicates</source>
        <translation>Fast Doppelte</translation>
    </message>
    <message>
        <source>Nearly the same pair is there before: most words of both sides are the same.</source>
        <translation>Fast dasselbe Paar steht schon davor: Die meisten Wörter beider Seiten sind gleich.</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Ähnlichkeit</translation>
    </message>
    <message>
        <source>Share of words in common from which on a pair is taken; less takes more.</source>
        <translation>Anteil gemeinsamer Wörter, von dem an ein Paar herausgenommen wird; weniger nimmt mehr heraus.</translation>
    </message>
    <message>
        <source>Numbers matter</source>
        <translation>Zahlen zählen</translation>
    </message>
    <message>
        <source>Whether pairs that differ in nothing but numbers are different.</source>
        <translation>Ob Paare verschieden sind, die sich nur in Zahlen unterscheiden.</translation>
    </message>
    <message>
        <source>Near the held-out parts</source>
        <translation>Nah an Validierung und Test</translation>
    </message>
    <message>
        <source>The source is nearly the same as one that is validated or tested with, which would flatter the scores; validation pairs are compared with the test part.</source>
        <translation>Der Quellsatz ist fast derselbe wie einer, mit dem validiert oder getestet wird, was die Werte schönen würde; Paare der Validierung werden mit dem Test verglichen.</translation>
    </message>
</context>
</TS>
