"""The fourth corpus: payroll, personnel, benefits and pensions."""

from fourth_corpus_values import Files, Values
from second_corpus_layouts import U, V, X


class Staff(Values):
    def munis_master(self):
        """Columns of a municipal payroll system: a table's prefix before each."""
        d = Files("munis/PREMPMST.csv")
        cols = [("prem_emp", self.emp), ("prem_lname", self.fam), ("prem_fname", self.given), ("prem_mid", lambda p: p.middle[:1]), ("prem_ssn", lambda p: self.tax(p, self.form)),
                ("prem_dob", self.dated("us0", "iso")), ("prem_addr1", lambda p: self.addr(p, "street")), ("prem_city", self.town), ("prem_state", self.st), ("prem_zip", self.zip),
                ("prem_phone", lambda p: self.phone(p, "")), ("prem_hire", lambda p: self.hire()), ("prem_proj", lambda p: self.x(9, "project code")), ("prem_email", self.email)]
        self.form = self.many("-", "")
        self.table(d, cols, self.some(30))
        return d

    def peoplesoft(self):
        d = Files("hr/PS_PERSONAL_DATA.dat")
        cols = [("EMPLID", self.emp), (["NAME", "NAME_DISPLAY"], lambda p: self.name(p, "L,F M")), ("NATIONAL_ID_TYPE", lambda p: "PR"), ("NATIONAL_ID", lambda p: self.tax(p, "")), ("BIRTHDATE", self.dated("dmy", "iso")),
                ("ADDRESS1", lambda p: self.addr(p, "street")), ("CITY", self.town), ("STATE", self.st), ("POSTAL", self.zip), ("PHONE", lambda p: self.phone(p, "/")), ("EFFDT", lambda p: self.hire()), ("DEPTID", lambda p: self.n(6))]
        self.table(d, cols, self.some(30), "|", "")
        return d

    def two_headings(self):
        """Groups in merged cells, the headings proper under them."""
        d = Files("hr/Deposit_Setup.xlsx", kind="book", offsets=False)
        d.w("Setup\x1eA1:C1 D1:E1 F1:G1\x1eEmployee\t\t\tIdentity\t\tPrimary account\t\tSecondary account\t\n")
        cols = [("Last", self.fam), ("First", self.given), (["Emp #", "EE No"], self.emp), (["SSN", "Tax ID"], lambda p: self.tax(p)), (["Born", "Birth"], self.dated("us", "iso")), (["ABA", "Routing"], self.routing), (["Acct", "Account"], self.acct), ("Pct", lambda p: "100"), ("Ref", lambda p: self.x(9, "reference"))]
        self.table(d, cols, self.some(24), "\t", "")
        return d

    def stacked_heads(self):
        """Fixed width; each heading stands in two lines; a page head again every fifteen lines; totals."""
        d = Files("payroll/PAYRPT07.LST")
        people = self.some(45)
        for i, p in enumerate(people):
            if i % 15 == 0:
                d.w("\f" if i else "", f"CITY OF MILLBROOK - PAYROLL SYSTEM                DEDUCTION REGISTER                    PAGE: {i // 15 + 1:>4}\n",
                    "REPORT ID: PAYRPT07   RUN: 04/02/2026 06:14\n\n", "EMPLOYEE                      SOCIAL SEC     DATE OF     BANK        ACCOUNT            DEDUCTION\n",
                    "NAME                          NUMBER         BIRTH       TRANSIT     NUMBER             AMOUNT\n", "=" * 96, "\n")
            n, s, b, rt, ac = self.name(p, "L, F I^"), self.tax(p), self.dob(p, "us0"), self.routing(p), self.acct(p)
            d.record().w(n, self.pad(n, 30), s, self.pad(s, 15), b, self.pad(b, 12), rt, self.pad(rt, 12), ac, self.pad(ac, 15), f"{self.money():>13}\n")
            if i % 15 == 14:
                d.w(f"{'PAGE TOTAL':<84}{self.money():>12}\n")
        d.w(f"{'GRAND TOTAL':<84}{self.money():>12}\n                       *** END OF REPORT ***\n")
        return d

    def screen_print(self):
        """A terminal's screens, leaders before the values."""
        d = Files("payroll/CICS_EMPINQ.txt")
        for p in self.some(18):
            d.record().w("EMPINQ1                  EMPLOYEE INQUIRY                  04/02/26 09:31:07\n", "EMPLOYEE NO . . . . : ", self.emp(p), "          STATUS . . : ACTIVE\n", "NAME. . . . . . . . : ", self.name(p, "L, F I^", False), "\n",
                         "SSN . . . . . . . . : ", self.tax(p), "      BIRTH DT . : ", self.dob(p, "us0"), "\n", "ADDRESS . . . . . . : ", self.upper(self.addr(p, "street")), "\n", "CITY/ST/ZIP . . . . : ", self.town(p).raw.upper() if p.abroad else p.city.upper(), " ", self.st(p), " ", self.zip(p), "\n",
                         "HOME PHONE. . . . . : ", self.phone(p, "-"), "      DIST CODE. : ", self.n(6), "\n", "PF1=HELP  PF3=EXIT  PF7=BACK  PF8=FWD                          ROW 1 OF 1\n\n")
        return d

    def workday(self):
        d = Files("hr/workday_workers.json")
        out = []
        for p in self.some(20):
            out.append((p, {"Worker_ID": self.emp(p), "Personal_Data": {"Legal_Name_Data": {"First_Name": self.given(p, False), "Middle_Name": U(p.middle), "Last_Name": self.fam(p)}, "Birth_Date": self.dob(p, "iso"), "Identification_Data": {"National_ID": [{"ID": self.tax(p, self.many2("-", "")), "ID_Type_Reference": "USA-SSN"}]},
                                                              "Contact_Data": {"Address_Line_1": self.addr(p, "street"), "Municipality": self.town(p), "Country_Region": self.st(p), "Postal_Code": self.zip(p), "Email_Address": self.email(p)}}, "Position_ID": f"P-{self.n(6)}", "Integration_ID": self.uuid()}))
        d.w('{"Report_Entry":[\n')
        for i, (_, o) in enumerate(out):
            d.record().w(",\n" if i else "")
            self.js(d, o, self.indent)
        d.w("\n]}\n")
        return d

    def pay_stubs(self):
        """Labels in one line, values under them."""
        d = Files("payroll/stubs_0417.txt")
        for p in self.some(18):
            n, s, e, a = self.name(p, "F I. L^", False), self.tax(p), self.emp(p), self.acct(p)
            d.record().w("CITY OF MILLBROOK                              EARNINGS STATEMENT\n\n", "Employee Name                  SSN            Emp No     Pay Date\n", n, self.pad(n, 31), s, self.pad(s, 15), e, self.pad(e, 11), "04/17/2026\n\n",
                         "Earnings       Hours    Rate      Current       YTD\nRegular        80.00    31.25     2,500.00      ", self.money(), "\n\n", "Direct Deposit Account         Routing        Net Pay\n", a, self.pad(a, 31), self.routing(p), "      ", self.money(), "\n", "-" * 72, "\n")
        return d

    def w2_pdf(self):
        d = Files("payroll/W2_employee_copies.pdf", "cp1252", kind="placed", offsets=False)
        for i, p in enumerate(self.some(14)):
            d.record().w("\f" if i else "", "Form W-2 Wage and Tax Statement 2025\n\na Employee's social security number\tb Employer identification number (EIN)\n", self.tax(p), "\t", X("06-6004477", "employer EIN"), "\nc Employer's name, address, and ZIP code\t1 Wages, tips, other compensation\n",
                         U("City of Millbrook"), "\t", self.money(), "\n", U("10 Civic Center Dr, Millbrook, CT 06880"), "\t2 Federal income tax withheld\n \t", self.money(), "\ne Employee's first name and initial    Last name\td Control number\n", self.name(p, "F I. L", False), "\t", self.x(6, "control number"),
                         "\nf Employee's address and ZIP code\t15 State    Employer's state ID number\n", self.addr(p, "street"), f"\t{p.state}    ", X(self.n(10) + "-000", "employer's state number"), "\n", p.city, ", ", self.st(p), " ", self.zip(p), "\t \n")
        return d

    def r1099(self):
        d = Files("pension/1099R_2025.txt")
        for p in self.some(16):
            t, a = self.tax(p), self.x(8, "account of the plan")
            d.record().w("  [ ] CORRECTED (if checked)\nPAYER'S name, street address, city, state, ZIP code\n   ", U("Millbrook Municipal Pension Fund"), "\n   ", U("10 Civic Center Dr, Millbrook CT 06880"), "\n", "PAYER'S TIN            RECIPIENT'S TIN        1 Gross distribution\n", X("06-6004477", "payer's EIN"), "             ", t, self.pad(t, 23), "$", self.money(), "\n",
                         "RECIPIENT'S name\n   ", self.name(p, "F M L^", False), "\nStreet address (including apt. no.)\n   ", self.upper(self.addr(p, "street")), "\nCity or town, state or province, country, and ZIP or foreign postal code\n   ", p.city.upper(), " ", self.st(p), " ", self.zip(p), "\n7 Distribution code(s)  7   Account number (see instructions) ", a, "\n\n")
        return d

    def first_report(self):
        """First report of injury: boxes with numbers, labels left of values."""
        d = Files("hr/first_report_of_injury.txt", "cp1252")
        for p in self.some(16):
            d.record().w("FIRST REPORT OF OCCUPATIONAL INJURY\n", " 1. Employee's Name (Last, First, MI) ", self.name(p, "L, F I", False), "\n 2. Social Security Number ", self.tax(p), "    3. Sex [", "X" if p.sex == "M" else " ", "] Male  [", "X" if p.sex == "F" else " ", "] Female    4. Date of Birth ", self.dob(p, "us0"), "\n 5. Home Address ", self.addr(p, "one"), "\n 6. Home Telephone ", self.phone(p, "()"),
                         "    7. Date of Hire ", self.hire(), "\n 8. Employer FEIN ", X("06-6004477", "employer EIN"), "    9. Policy No. ", self.x(8, "policy of the employer"), "\n10. Nature of injury: strain, lower back.  ICD-10 ", self.dx(p), "\n11. Treating physician: ", U("Dr. Paula Hsu"), "\n\n")
        return d

    def i9_docx(self):
        d = Files("hr/I9_section1.docx", kind="forms", offsets=False)
        for i, p in enumerate(self.some(12)):
            d.record().w("\f" if i else "", "Last Name (Family Name)\t", self.fam(p), "\nFirst Name (Given Name)\t", self.given(p, False), "\nAddress (Street Number and Name)\t", self.addr(p, "street"), "\nCity or Town\t", p.city, "\nState\t", self.st(p), "\nZIP Code\t", self.zip(p), "\nDate of Birth (mm/dd/yyyy)\t", self.dob(p, "us0"), "\nU.S. Social Security Number\t", self.tax(p),
                         "\nEmployee's E-mail Address\t", self.email(p), "\nEmployee's Telephone Number\t", self.phone(p, "()"), "\nForeign Passport Number\t", self.v(p, "PASSPORT", p.passport), "\n")
        return d

    def garnishments(self):
        d = Files("payroll/garnishments.tsv")
        cols = [(["Case/Docket", "Cause No"], lambda p: X(f"FA{self.n(2)}-{self.n(7)}-S", "docket")), (["Obligor", "Debtor"], lambda p: self.name(p, "L, F M^")), (["Obligor SSN", "Debtor SSN"], lambda p: self.tax(p)), (["Obligor DOB", "Debtor DOB"], self.dated("us0", "us")), ("FIPS", lambda p: self.x(7, "FIPS")), ("Remit ID", lambda p: self.x(9, "remittance")), ("Amt", lambda p: self.money())]
        self.table(d, cols, self.some(24), "\t", "")
        return d

    def pension_letters(self):
        d = Files("pension/annual_statements.odt", kind="odt", offsets=False)
        for p in self.some(14):
            d.record().w("Millbrook Municipal Pension Fund\n\n", self.name(p, "F I. L", False), "\n", self.addr(p, "street"), "\n", p.city, ", ", self.st(p), " ", self.zip(p), "\n\nRe: Annual statement for member ", self.x(6, "member of the fund"), "\n\nDear Member,\n\nWe hold the following about you. Social Security number: ", self.tax(p), ". Date of birth: ", self.dob(p, "long"), ". Your benefit is paid to account ", self.acct(p), " (routing ", self.routing(p), ").\n\n", self.calm(), "\n\nSincerely,\n", self.staff(), "\n\n")
        return d

    def cobra(self):
        d = Files("benefits/cobra_notices.rtf", kind="rtf", offsets=False)
        for p, q in self.pairs(20):
            d.record().w("COBRA CONTINUATION COVERAGE ELECTION NOTICE\n\nTo: ", self.name(p, "F I. L", False), "\n", self.addr(p, "street"), "\n", p.city, ", ", self.st(p), " ", self.zip(p), "\n\nQualified beneficiaries:\n")
            for k, who in enumerate((p, q)):
                d.record().w(f"{k + 1}. Name: ", self.name(who, "F L", False), "; SSN: ", self.tax(who), "; Date of birth: ", self.dob(who, "us"), "\n")
            d.w("Your member ID was ", X(self.n(3), "group"), ". ", self.calm(), "\n\n")
        return d

    def enrol_book(self):
        """Two tables and a note on one sheet, another beside a chart of figures."""
        d = Files("benefits/Open_Enrollment_Worksheet.xlsx", kind="book", offsets=False)
        d.w("Work\x1e\x1eActive medical\t\t\n")
        self.table(d, [("Name", lambda p: self.name(p, "L, F")), (["SSN", "Soc Sec"], lambda p: self.tax(p)), ("DOB", self.dated("us", "iso")), (["Member ID", "Subscriber #"], self.hplan)], self.some(14), "\t", "")
        d.w("\n\nRetirees, Medicare primary\t\t\n")
        self.table(d, [("Retiree", lambda p: self.name(p, "F L")), (["Medicare #", "MBI", "HICN/MBI"], lambda p: self.mbi(p)), (["Birthday", "Date of birth"], self.dated("us0")), ("Street", lambda p: self.addr(p, "street")), ("Town", self.town), ("ST", self.st), ("Zip", self.zip)], self.some(14), "\t", "")
        d.w("\nNotes: premiums rise in July\t\t\n\fRates\x1e\x1ePlan\tSingle\tFamily\nPPO\t812.50\t2111.00\nHMO\t640.00\t1788.25\n")
        return d

    def fsa_claims(self):
        d = Files("benefits/fsa_claims.csv", "cp1252")
        cols = [("Claim #", lambda p: self.x(9, "claim")), (["Participant Name", "Participant"], lambda p: self.name(p, "F L")), (["Participant SSN", "Part. ID (SSN)"], lambda p: self.tax(p, self.form)), ("Svc Date", lambda p: self.day()), (["Dx Code", "ICD10"], self.dx), (["Reimb Acct #", "Deposit Acct"], self.acct), (["Reimb ABA", "Deposit RTN"], self.routing), ("Amount", lambda p: self.money())]
        self.form = self.many("-", "")
        self.table(d, cols, self.some(24))
        return d

    def with_dependents_834(self):
        """Loops of a subscriber, then of each dependent with a number of their own."""
        d = Files("benefits/834_changes.edi")
        end = self.many("~\n", "~")
        d.w("ISA*00*          *00*          *ZZ*MILLBROOK      *ZZ*AETNA          *260401*0600*^*00501*000000031*0*P*:", end, "GS*BE*MILLBROOK*AETNA*20260401*0600*31*X*005010X220A1", end, "ST*834*0031*005010X220A1", end, "N1*P5*CITY OF MILLBROOK*FI*", X("066004477", "employer EIN"), end)
        for p, q in self.pairs(30):
            for who, sub in ((p, True), (q, False)):
                d.record().w("INS*Y*18*021*28*A***FT" if sub else "INS*N*01*021*28*A", end, "REF*0F*", V("HPLAN", p.hplan, p.hplan, who), end, "REF*1L*", self.x(7, "group"), end, "NM1*IL*1*", self.upper(self.fam(who)), "*", self.upper(self.given(who, False)), "*", U(who.middle[:1].upper()), "***34*", self.tax(who, ""), end,
                             *(("N3*", self.upper(self.addr(who, "street")), end, "N4*", who.city.upper(), "*", self.st(who), "*", self.zip(who), end) if sub else ()), "DMG*D8*", self.dob(who, "compact"), "*", who.sex, end, "HD*021**HLT**FAM", end, "DTP*348*D8*20260401", end)
        d.w("SE*400*0031", end, "GE*1*31", end, "IEA*1*000000031", end)
        return d

    def part_d_subsidy(self):
        """Records of fixed length without headings."""
        d = Files("benefits/RDS_COVERAGE.TXT")
        d.w("H00000471 ", self.stamp()[:10].replace("-", ""), "MILLBROOK RETIREE DRUG PLAN".ljust(60), "\n")
        for p in self.some(30):
            f, g, m = self.upper(self.fam(p)), self.upper(self.given(p, False)), self.mbi(p)
            d.record().w("D", m, self.pad(m, 13), self.tax(p), "  ", f, self.pad(f, 20), g, self.pad(g, 15), f"{p.middle[:1] or ' '} ", self.dob(p, "us0"), " ", p.sex, " 20260101 20261231\n")
        d.w("T0000030\n")
        return d

    def timekeeping(self):
        d = Files("payroll/kronos_export.xml")
        d.w('<?xml version="1.0"?>\n<Kronos_WFC Version="1.0">\n')
        for p in self.some(20):
            d.record().w('<Personality><PersonInformation><Person PersonNumber="', self.emp(p), '" FirstName="', self.xmlv(self.given(p, False)), '" LastName="', self.xmlv(self.fam(p)), '" BirthDate="', self.dob(p, "us"), '" HireDate="', self.hire(), '"/>\n <CustomData><CustomDataEntry CustomDataTypeName="SSN" Text="', self.tax(p), '"/></CustomData>\n',
                         '<PostalAddresses><PostalAddress AddressTypeName="Home" Street="', self.xmlv(self.addr(p, "street")), '" City="', p.city, '" State="', self.st(p), '" PostalCode="', self.zip(p), '"/></PostalAddresses></PersonInformation><JobAssignment BadgeNumber="', self.x(9, "badge"), '"/></Personality>\n')
        d.w("</Kronos_WFC>\n")
        return d

    def emergency_ods(self):
        d = Files("hr/Emergency_Contacts.ods", kind="ods", offsets=False)
        d.w("Contacts\x1e")
        self.two_people(d, [("Employee", lambda p: self.name(p, "L, F")), (["Home Phone", "Cell"], lambda p: self.phone(p, "-")), (["Home Address", "Address"], lambda p: self.addr(p, "one")), ("DOB", self.dated("us", "us0"))],
                        [(["Contact", "Emergency Contact"], lambda p: self.name(p, "F L", False)), ("Relation", lambda p: self.r.choice(["spouse", "parent", "sister"])), (["Contact Phone", "Emerg. Phone"], lambda p: self.phone(p, "-"))], self.pairs(40), "\t")
        return d

    def drug_tests(self):
        d = Files("hr/dot_drug_screens.csv")
        cols = [("Specimen ID", lambda p: self.x(9, "specimen")), (["Donor Name", "Donor"], lambda p: self.name(p, "L, F")), (["Donor ID", "Donor SSN or EE ID"], lambda p: self.tax(p)), (["Donor DOB", "DOB"], self.dated("us0", "iso")), (["CDL No", "CDL #"], self.dl), (["CDL St", "CDL State"], lambda p: p.dl_state), ("Result", lambda p: self.r.choice(["NEGATIVE", "NEG-DILUTE"])), ("MRO", lambda p: "Dr. Hsu")]
        self.table(d, cols, self.some(24))
        return d

    def union_dues(self):
        """A wide table turned upside down: one column for each member."""
        d = Files("payroll/union_transposed.csv")
        people = self.some(10)
        rows = [("Member", lambda p: self.name(p, "F L", False)), ("SSN", lambda p: self.tax(p)), ("Birth Date", lambda p: self.dob(p, "us0")), ("Local", lambda p: "1303"), ("Phone", lambda p: self.phone(p, "-"))]
        for head, make in rows:
            d.w(head)
            for i, p in enumerate(people):
                d.rec = i + 1
                d.w(",", make(p))
            d.w("\n")
        return d
