<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>DataPage</name>
    <message numerus="yes">
        <source>%Ln pair(s) are set aside: the source is in a held-out part.</source>
        <translation>
            <numerusform>%Ln pair is set aside: the source is in a held-out part.</numerusform>
            <numerusform>%Ln pairs are set aside: the source is in a held-out part.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message numerus="yes">
        <source>%Ln setting(s) cannot stay.</source>
        <translation>
            <numerusform>%Ln setting cannot stay.</numerusform>
            <numerusform>%Ln settings cannot stay.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PairActions</name>
    <message numerus="yes">
        <source>%Ln pair(s) kept the text: another pair has the earlier one.</source>
        <translation>
            <numerusform>%Ln pair kept the text: another pair has the earlier one.</numerusform>
            <numerusform>%Ln pairs kept the text: other pairs have the earlier one.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrote %Ln pair(s) to {0}.</source>
        <translation>
            <numerusform>Wrote %Ln pair to {0}.</numerusform>
            <numerusform>Wrote %Ln pairs to {0}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ParallelCoordinates</name>
    <message numerus="yes">
        <source>%Ln trial(s).</source>
        <translation>
            <numerusform>%Ln trial.</numerusform>
            <numerusform>%Ln trials.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PictureCards</name>
    <message numerus="yes">
        <source>%Ln longer pair(s) are outside.</source>
        <translation>
            <numerusform>%Ln longer pair is outside.</numerusform>
            <numerusform>%Ln longer pairs are outside.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message numerus="yes">
        <source>%Ln sentence(s)</source>
        <translation>
            <numerusform>%Ln sentence</numerusform>
            <numerusform>%Ln sentences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RejectedTable</name>
    <message numerus="yes">
        <source>Wrote %Ln line(s) to {0}.</source>
        <translation>
            <numerusform>Wrote %Ln line to {0}.</numerusform>
            <numerusform>Wrote %Ln lines to {0}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RuleDetails</name>
    <message numerus="yes">
        <source>Would take %Ln pair(s).</source>
        <translation>
            <numerusform>Would take %Ln pair.</numerusform>
            <numerusform>Would take %Ln pairs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Took %Ln pair(s).</source>
        <translation>
            <numerusform>Took %Ln pair.</numerusform>
            <numerusform>Took %Ln pairs.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunsModel</name>
    <message numerus="yes">
        <source>%Ln sentence(s)</source>
        <translation>
            <numerusform>%Ln sentence</numerusform>
            <numerusform>%Ln sentences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunsPage</name>
    <message numerus="yes">
        <source>%Ln run(s)</source>
        <translation>
            <numerusform>%Ln run</numerusform>
            <numerusform>%Ln runs</numerusform>
        </translation>
    </message>
</context>
</TS>
