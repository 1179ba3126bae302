"""The fourth corpus: databases, logs, configurations, mail and chats."""

import base64
import json
import urllib.parse

from fourth_corpus_values import Files, Values
from second_corpus_layouts import U, V, X


class Systems(Values):
    # --- databases --------------------------------------------------------------------------------------------------
    def mysql_normal(self):
        """Who stands in one table, their numbers in two others, joined by id."""
        d = Files("sql/hr_normalized.sql")
        people = self.some(26)
        d.w("-- MySQL dump\nCREATE TABLE `person` (`person_id` int, `last_name` varchar(40), `first_name` varchar(40), `dob` date);\n")
        for i, p in enumerate(people):
            d.at_record(i + 1).w(f"INSERT INTO `person` VALUES ({i + 501},'", self.sqlv(self.fam(p)), "','", self.sqlv(self.given(p, False)), "','", self.dob(p, "iso"), "');\n")
        d.w("CREATE TABLE `person_tax` (`id` int, `person_id` int, `ssn` varchar(11));\n")
        for i, p in enumerate(people):
            d.at_record(i + 1).w(f"INSERT INTO `person_tax` VALUES ({i + 9001},{i + 501},'", self.tax(p, self.many2("-", "")), "');\n")
        d.w("CREATE TABLE `person_address` (`id` int, `person_id` int, `line1` varchar(80), `city` varchar(40), `state` char(2), `zip` varchar(10));\n")
        for i, p in enumerate(people):
            d.at_record(i + 1).w(f"INSERT INTO `person_address` VALUES ({i + 20001},{i + 501},'", self.addr(p, "street"), "','", self.town(p), "','", self.st(p), "','", self.zip(p), "');\n")
        return d

    def pg_inserts(self):
        d = Files("sql/permits_pg_inserts.sql")
        for p in self.some(24):
            d.record().w("INSERT INTO public.applicants (id, full_name, email, phone, date_of_birth, drivers_license, dl_state, created_at, session_key) VALUES (", self.n(5), ", '", self.sqlv(self.name(p, "F L", False)), "', '", self.email(p), "', '", self.phone(p, "-"), "', '", self.dob(p, "iso"), "', '", self.dl(p), "', '", p.dl_state, "', '2026-03-01 10:11:12.", self.n(6), "-05', '", self.uuid(), "');\n")
        return d

    def pg_copy_normal(self):
        d = Files("sql/clinic_copy.sql")
        people = self.some(24)
        d.w("COPY public.patients (patient_id, last_name, first_name, birth_date) FROM stdin;\n")
        for i, p in enumerate(people):
            d.at_record(i + 1).w(U(f"{i + 70001}"), "\t", self.fam(p), "\t", self.given(p, False), "\t", self.dob(p, "iso"), "\n")
        d.w("\\.\n\nCOPY public.coverage (coverage_id, patient_id, member_id, mbi) FROM stdin;\n")
        for i, p in enumerate(people):
            d.at_record(i + 1).w(f"{self.n(6)}\t", U(f"{i + 70001}"), "\t", self.hplan(p), "\t", self.mbi(p) if self.r.random() < .5 else "\\N", "\n")
        d.w("\\.\n")
        return d

    def mssql_brackets(self):
        d = Files("sql/dbo_Customers.sql", "utf-16-le")
        d.w("\ufeffUSE [Billing]\r\nGO\r\n")
        for i, p in enumerate(self.some(24)):
            d.record().w("INSERT INTO [dbo].[Customers] ([CustID],[FName],[LName],[Addr1],[City],[StateCode],[PostalCode],[CCNum],[CCExp],[TaxID]) VALUES (", str(i + 1), ",N'", self.sqlv(self.given(p, False)), "',N'", self.sqlv(self.fam(p)), "',N'", self.addr(p, "street"), "',N'", self.town(p), "',N'", self.st(p), "',N'", self.zip(p), "',N'", self.card(p, "x"), "',N'", f"{p.exp[1]:02}{p.exp[0] % 100}", "',N'", self.tax(p, ""), "');\r\n")
        return d

    def sqlite_normal(self):
        """An app's database: identifiers of every kind in one column, told by another."""
        d = Files("it/caseworker_app.db", kind="sqlite", offsets=False)
        people = self.some(24)
        d.w("client\x1eid\tgiven_name\tfamily_name\tbirth_date\n")
        for i, p in enumerate(people):
            d.at_record(i + 1).w(f"{i + 300}\t", self.given(p, False), "\t", self.fam(p), "\t", self.dob(p, "iso"), "\n")
        d.w("\fclient_identifier\x1eid\tclient_id\tid_type\tid_value\n")
        for i, p in enumerate(people):
            d.at_record(i + 1).w(f"{2 * i + 1}\t{i + 300}\tSSN\t", self.tax(p), "\n")
            d.w(f"{2 * i + 2}\t{i + 300}\tMRN\t", self.mrn(p), "\n")
        d.w("\fclient_contact\x1eid\tclient_id\tphone\tstreet\tcity\tstate\tzip\n")
        for i, p in enumerate(people):
            d.at_record(i + 1).w(f"{i + 1}\t{i + 300}\t", self.phone(p, "-"), "\t", self.addr(p, "street"), "\t", self.town(p), "\t", self.st(p), "\t", self.zip(p), "\n")
        return d

    def mongo(self):
        d = Files("nosql/users_mongoexport.json")
        for p in self.some(24):
            d.record()
            self.js(d, {"_id": {"$oid": "".join(self.r.choice("0123456789abcdef") for _ in range(24))}, "profile": {"name": self.name(p, "F L", False), "dob": {"$date": (self.dob(p, "iso"), "T00:00:00Z")}}, "auth": {"email": self.email(p), "password": self.pw(p)}, "ssn": self.tax(p, self.many2("-", "")), "loginCount": {"$numberInt": self.n(2)}, "lastSeen": {"$numberLong": X(str(1700000000000 + self.r.randint(0, 70000000000)), "epoch milliseconds")}})
            d.w("\n")
        return d

    def dynamo(self):
        d = Files("nosql/dynamo_residents.json")
        d.w('{"Items":[')
        s = lambda v: {"S": v}
        for i, p in enumerate(self.some(22)):
            d.record().w("," if i else "")
            self.js(d, {"pk": s((f"RES#{self.n(8)}",)), "firstName": s(self.given(p, False)), "lastName": s(self.fam(p)), "ssn": s(self.tax(p)), "birthDate": s(self.dob(p, "iso")), "bank": {"M": {"routingNumber": s(self.routing(p)), "accountNumber": s(self.acct(p))}}, "address": {"M": {"street": s(self.addr(p, "street")), "city": s(self.town(p)), "state": s(self.st(p)), "zip": s(self.zip(p))}}, "visits": {"N": self.n(3)}}, self.indent)
        d.w("]}\n")
        return d

    def redis(self):
        d = Files("nosql/redis_sessions.txt")
        for p in self.some(20):
            d.record().w(f'HMSET "session:{self.n(9)}" "uid" "{self.n(5)}" "name" "', self.name(p, "F L", False), '" "email" "', self.email(p), '" "ssn" "', self.tax(p), '" "phone" "', self.phone(p, "+"), '" "expires" "', X(str(1770000000 + self.r.randint(0, 9999999)), "epoch seconds"), '"\n')
        return d

    def elastic_bulk(self):
        d = Files("nosql/es_bulk.ndjson")
        for p in self.some(22):
            d.w(f'{{"index":{{"_index":"tickets","_id":"{self.n(9)}"}}}}\n')
            d.record()
            self.js(d, {"@timestamp": self.stamp() + "Z", "ticket": self.x(8, "ticket"), "requester.name": self.name(p, "F L", False), "requester.email": self.email(p), "body": ("I moved. New address is ", self.addr(p, "one"), ". My SSN is ", self.tax(p), ". ", self.calm()), "tags": ["address", "tax"]})
            d.w("\n")
        return d

    def django(self):
        """Fixtures: a user, and a profile that names the user by key."""
        d = Files("it/fixtures_users.json")
        people = self.some(22)
        d.w("[\n")
        for i, p in enumerate(people):
            d.at_record(i + 1).w(",\n" if i else "")
            self.js(d, {"model": "auth.user", "pk": i + 1, "fields": {"username": self.user(p), "first_name": self.given(p, False), "last_name": self.fam(p), "email": self.email(p), "password": U("pbkdf2_sha256$600000$" + self.n(8)), "date_joined": self.stamp() + "Z"}})
        for i, p in enumerate(people):
            d.at_record(i + 1).w(",\n")
            self.js(d, {"model": "residents.profile", "pk": i + 1001, "fields": {"user": i + 1, "ssn": self.tax(p), "birth_date": self.dob(p, "iso"), "street": self.addr(p, "street"), "city": self.town(p), "state": self.st(p), "zip_code": self.zip(p)}})
        d.w("\n]\n")
        return d

    def two_csv_people(self):
        """Two tables under each other: names, then payments by customer number."""
        d = Files("finance/customers_and_cards.csv")
        people = self.some(24)
        d.w("cust_no,cust_name,street,city,state,zip\n")
        for i, p in enumerate(people):
            d.at_record(i + 1).w(f"C{i + 40100},", self.name(p, "F L", False), ",", '"', self.addr(p, "street"), '",', '"', self.town(p), '",', self.st(p), ",", self.zip(p), "\n")
        d.w("\ncust_no,card_no,exp,token_ref\n")
        for i, p in enumerate(people):
            d.at_record(i + 1).w(f"C{i + 40100},", self.card(p, self.many2("", "-")), ",", f"{p.exp[1]:02}/{p.exp[0] % 100}", ",", self.x(12, "reference"), "\n")
        return d

    def phpmyadmin(self):
        d = Files("sql/phpmyadmin_export.json")
        d.w('[\n{"type":"header","version":"5.2.1"},\n{"type":"database","name":"rec"},\n{"type":"table","name":"member","database":"rec","data":\n[\n')
        for i, p in enumerate(self.some(22)):
            d.record().w(",\n" if i else "")
            self.js(d, {"m_id": self.n(4), "m_fname": self.given(p, False), "m_lname": self.fam(p), "m_bdate": self.dob(p, "iso"), "m_email": self.email(p), "m_pass": self.pw(p), "m_ph": self.phone(p, ""), "m_addr": self.addr(p, "street"), "m_city": self.town(p), "m_st": self.st(p), "m_zip": self.zip(p)})
        d.w("\n]\n}\n]\n")
        return d

    # --- logs -------------------------------------------------------------------------------------------------------
    def nginx_bodies(self):
        """Bodies in JSON with quotes as \\x22."""
        d = Files("web/nginx_body.log")
        for p in self.some(40):
            for _ in range(3):
                d.w(f'172.16.{self.n(1)}.{self.n(2)} - - [03/Apr/2026:08:{self.r.randint(10, 59)}:01 +0000] "GET /assets/main.{self.n(8)}.css HTTP/2.0" 200 {self.n(5)} "-"\n')
            body = [("name", self.name(p, "F L", False)), ("ssn", self.tax(p))], [("email", self.email(p)), ("password", self.pw(p))], [("cardNumber", self.card(p, "x")), ("cvv", self.v(p, "CARDSEC", p.cvv)), ("cardholder", self.name(p, "F L", False))]
            d.record().w(f'172.16.3.{self.n(2)} - - [03/Apr/2026:08:44:09 +0000] "POST /api/v2/submit HTTP/2.0" 201 {self.n(3)} "{{')
            for i, (k, v) in enumerate(body[self.r.randrange(3)]):
                d.w("," if i else "", f"\\x22{k}\\x22:\\x22", v, "\\x22")
            d.w('}"\n')
        return d

    def iis_queries(self):
        d = Files("web/u_ex260403.log")
        q = urllib.parse.quote_plus
        d.w("#Software: Microsoft Internet Information Services 10.0\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip sc-status time-taken\n")
        for p in self.some(40):
            d.w(f"2026-04-03 09:12:{self.r.randint(10, 59)} 10.1.1.5 GET /img/logo.png v={self.n(9)} 443 - 10.9.{self.n(1)}.{self.n(2)} 200 {self.n(2)}\n")
            n = self.name(p, "F L", False)
            k = self.r.randrange(3)
            what = [("fullname=", V("NAME", q(n.raw), None, p) if n.raw.replace(" ", "").isalpha() else U(q(n.raw)), "&dob=", V("DOB", f"{p.dob[1]:02}%2F{p.dob[2]:02}%2F{p.dob[0]}", f"{p.dob[0]}-{p.dob[1]:02}-{p.dob[2]:02}", p), "&ssn=", self.tax(p, "")), ("user=", V("EMAIL", q(p.email), p.email, p), "&pwd=", V("PASSWORD", q(p.password), p.password, p)), ("lic=", self.dl(p), "&licstate=", p.dl_state, "&lname=", V("NAME", p.family, None, p) if p.family.isalpha() else U(q(p.family)))][k]
            before = len(d.truth)
            d.record().w("2026-04-03 09:13:07 10.1.1.5 GET /renew.aspx ", *what, f" 443 - 10.9.4.{self.n(2)} 200 {self.n(3)}\n")
            d.truth[before:] = [(*t[:5], urllib.parse.unquote_plus(t[5]), t[6]) for t in d.truth[before:]]
        return d

    def php_dumps(self):
        d = Files("web/php_error.log")
        for p in self.some(20):
            d.record().w("[03-Apr-2026 10:01:02 America/New_York] PHP Warning:  Undefined index in /var/www/apply.php on line 88\nArray\n(\n    [applicant] => ", self.name(p, "F L", False), "\n    [soc] => ", self.tax(p), "\n    [birthdate] => ", self.dob(p, "iso"), "\n    [street] => ", self.addr(p, "street"), "\n    [city] => ", p.city, "\n    [state] => ", self.st(p), "\n    [zip] => ", self.zip(p), "\n    [nonce] => ", self.x(10, "nonce"), "\n)\n")
        return d

    def java_tostring(self):
        d = Files("web/catalina.out")
        for p in self.some(26):
            d.w(self.stamp(), " INFO  [scheduler] heartbeat ", self.uuid(), "\n")
            d.record().w(self.stamp(), " DEBUG [exec-", self.n(1), "] o.m.CustomerService - saving Customer{id=", self.n(6), ", firstName='", self.given(p, False), "', lastName='", self.fam(p), "', ssn='", self.tax(p), "', dateOfBirth=", self.dob(p, "iso"), ", email='", self.email(p), "', version=", self.n(9), "}\n")
        return d

    def python_repr(self):
        d = Files("web/celery.log")
        for p in self.some(24):
            d.record().w("[", self.stamp().replace("T", " "), ",", self.n(3), ": WARNING/ForkPoolWorker-2] retrying {'full_name': '", self.name(p, "L, F", False), "', 'routing_number': '", self.routing(p), "', 'account_number': '", self.acct(p), "', 'phone': '", self.phone(p, "-"), "', 'task': '", self.uuid(), "'}\n")
        return d

    def har(self):
        d = Files("web/session.har")
        d.w('{"log":{"version":"1.2","entries":[')
        for i, p in enumerate(self.some(20)):
            d.record().w("," if i else "")
            params = [("patron_name", self.name(p, "F L", False)), ("patron_dob", self.dob(p, "iso")), ("patron_email", self.email(p)), ("pin", U(self.n(4)))]
            self.js(d, {"startedDateTime": self.stamp() + "Z", "request": {"method": "POST", "url": "https://library.millbrook.example/register", "postData": {"mimeType": "application/x-www-form-urlencoded", "params": [{"name": k, "value": v} for k, v in params]}}, "time": 41}, self.indent)
        d.w("]}}\n")
        return d

    def multipart(self):
        d = Files("web/upload_bodies.txt")
        for p in self.some(18):
            b = "----WebKitFormBoundary" + self.n(12)
            d.record()
            for k, v in (("applicant_name", self.name(p, "F L", False)), ("ssn", self.tax(p)), ("date_of_birth", self.dob(p, "us0")), ("home_address", self.addr(p, "one")), ("captcha", self.x(9, "captcha"))):
                d.w(f'--{b}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n', v, "\r\n")
            d.w(f"--{b}--\r\n\r\n")
        return d

    def soap(self):
        d = Files("web/soap_trace.log")
        for p in self.some(20):
            d.record().w(self.stamp(), " TRACE outbound <soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body><ns:VerifyRequest><ns:SSN>", self.tax(p, ""), "</ns:SSN><ns:FirstName>", self.xmlv(self.given(p, False)), "</ns:FirstName><ns:LastName>", self.xmlv(self.fam(p)), "</ns:LastName><ns:DateOfBirth>", self.dob(p, "iso"), "</ns:DateOfBirth><ns:TransId>", self.x(12, "transaction"), "</ns:TransId></ns:VerifyRequest></soapenv:Body></soapenv:Envelope>\n")
        return d

    def kv_text(self):
        d = Files("web/payments_service.log")
        for p in self.some(26):
            d.record().w(self.stamp(), " level=warn msg=\"declined\" customer=\"", self.name(p, "F L", False), "\" pan=", self.card(p, "x"), " exp=", f"{p.exp[1]:02}{p.exp[0] % 100}", " cvc=", self.v(p, "CARDSEC", p.cvv), " zip=", self.zip(p), " order_id=", self.x(9, "order"), " trace_id=", "".join(self.r.choice("0123456789abcdef") for _ in range(16)), "\n")
        return d

    # --- configurations ---------------------------------------------------------------------------------------------
    def secret(self, head=""):
        return V("PASSWORD", head + self.r.choice(["Brook", "Mill", "Harbor", "Gate"]) + self.n(4) + self.r.choice(["!x", "_Prod", "#9", "Zz"]), None, None)

    def properties(self):
        d = Files("it/application.properties")
        d.w("# datasource\nspring.datasource.url=jdbc:postgresql://db01:5432/permits\nspring.datasource.username=permits_rw\nspring.datasource.password=", self.secret(), "\nspring.mail.username=", U("noreply@millbrook.example"), "\nspring.mail.password=", self.secret(), "\nserver.port=8443\nbuild.number=", self.n(9), "\n")
        return d

    def web_config(self):
        d = Files("it/web.config")
        d.w('<?xml version="1.0"?>\n<configuration><connectionStrings>\n  <add name="Main" connectionString="Server=sql02;Database=Billing;User Id=billing_app;Password=', self.secret(), ';Encrypt=True" />\n  <add name="Old" connectionString="Data Source=sql01;Initial Catalog=Tax;uid=tax_ro;pwd=', self.secret(), '" />\n</connectionStrings></configuration>\n')
        return d

    def compose(self):
        d = Files("it/docker-compose.yml")
        d.w("services:\n  db:\n    image: postgres:15\n    environment:\n      POSTGRES_USER: app\n      POSTGRES_PASSWORD: ", self.secret(), "\n  web:\n    environment:\n      - DB_PASSWORD=", self.secret(), "\n      - TZ=America/New_York\n    ports:\n      - \"8080:8080\"\n")
        return d

    def wp_config(self):
        d = Files("it/wp-config.php")
        d.w("<?php\ndefine( 'DB_NAME', 'parks' );\ndefine( 'DB_USER', 'parks_wp' );\ndefine( 'DB_PASSWORD', '", self.secret(), "' );\ndefine( 'DB_HOST', 'localhost' );\n$table_prefix = 'wp_';\n")
        return d

    def urls(self):
        d = Files("it/.git-credentials")
        for k in range(6):
            d.w("https://svc", str(k), ":", self.secret(), "@git.millbrook.example\n")
        return d

    # --- mail and chats ---------------------------------------------------------------------------------------------
    def reply_thread(self):
        """Answers over quoted questions; signatures of staff."""
        d = Files("mail/threads.mbox")
        for p in self.some(16):
            n = self.name(p, "F L", False)
            d.record().w("From ", U(p.email), " Fri Apr  3 10:00:00 2026\nFrom: ", n, " <", self.email(p), ">\nTo: ", U("benefits@millbrook.example"), "\nSubject: Re: missing form\nDate: Fri, 3 Apr 2026 10:00:00 -0400\n\n", "Hi Gwen,\n\nmy social is ", self.tax(p), " and I was born ", self.dob(p, "long"), ". The new address is\n", self.addr(p, "lines"), "\n\nThanks,\n", self.given(p, False), "\n", self.phone(p, "-"), "\n\nOn Thu, Apr 2, 2026 at 4:11 PM ", U("Gwen Halloran"), " <", U("ghalloran@millbrook.example"), "> wrote:\n> Please send your number and date of birth.\n> ", self.calm(), "\n> -- \n> ", U("Gwen Halloran"), " | Benefits | ", U("203-555-0133"), "\n\n")
        return d

    def attachments(self):
        """A message whose attachment holds the table."""
        d = Files("mail/fw_roster.eml", kind="mailed", offsets=False)
        cols = [("Name", lambda p: self.name(p, "L, F")), (["SSN", "Social"], lambda p: self.tax(p)), (["DOB", "Birthdate"], self.dated("us", "iso")), (["Address"], lambda p: self.addr(p, "one"))]
        self.table(d, cols, self.some(20))
        return d

    def slack_days(self):
        d = Files("chat/payroll-help_2026-04-03.json")
        d.w("[")
        for i, p in enumerate(self.some(20)):
            d.record().w("," if i else "")
            n = self.name(p, "F L", False)
            says = [(n, "'s new account is ", self.acct(p), ", routing ", self.routing(p)), ("can someone fix ", n, "? SSN should be ", self.tax(p)), ("call ", n, " at ", self.phone(p, "-"), ", dob ", self.dob(p, "us"))][self.r.randrange(3)]
            self.js(d, {"type": "message", "user": "U0" + self.n(8), "text": says, "ts": f"17752{self.n(5)}.{self.n(6)}", "client_msg_id": self.uuid()}, self.indent)
        d.w("]\n")
        return d

    def teams_html(self):
        d = Files("chat/teams_conversation.html")
        d.w("<html><body>\n")
        for p in self.some(16):
            n = self.name(p, "F L", False)
            d.record().w('<div class="msg"><span class="who">', self.staff(), '</span> <time datetime="', self.stamp(), 'Z">4/3/2026 9:01 AM</time><p>Resident ', self.xmlv(n), ", DOB ", self.dob(p, "us"), ", asks about the lien. SSN on file: <b>", self.tax(p), "</b>. Home: ", self.xmlv(self.addr(p, "one")), "</p></div>\n")
        d.w("</body></html>\n")
        return d

    def whatsapp(self):
        d = Files("chat/WhatsApp Chat with Crew 7.txt")
        for p in self.some(20):
            d.w("4/3/26, 7:5", self.n(1), " AM - ", self.staff(), ": ", self.calm(), "\n")
            d.record().w("4/3/26, 8:0", self.n(1), " AM - ", self.staff(), ": ", self.r.choice(["patient ", "pt is ", "Name: "]), self.name(p, "F L", False), " dob ", self.dob(p, "us"), " medicare ", self.mbi(p), " cell ", self.phone(p, "-"), "\n")
        return d

    def sms_backup(self):
        d = Files("chat/sms-20260403.xml")
        d.w('<?xml version="1.0" encoding="UTF-8"?>\n<smses count="18">\n')
        for p in self.some(18):
            d.record().w('  <sms protocol="0" address="', self.phone(p, "+"), '" date="', X(str(1775200000000 + self.r.randint(0, 9999999)), "epoch milliseconds"), '" type="1" body="This is ', self.xmlv(self.name(p, "F L", False)), ", my license number is ", self.dl(p), " (", p.dl_state, '), can you send the permit?" contact_name="', self.xmlv(self.name(p, "F L", False)), '" />\n')
        d.w("</smses>\n")
        return d

    def voicemail(self):
        d = Files("chat/voicemail_transcripts.txt")
        for p in self.some(16):
            d.record().w("Voicemail from ", self.phone(p, "()"), " at 9:0", self.n(1), " AM\nHi, this is ", self.name(p, "F L", False), " calling about my water bill. My date of birth is ", self.dob(p, "long"), " and I live at ", self.addr(p, "one"), ". ", self.calm(), " Thank you.\n\n")
        return d

    def ical(self):
        d = Files("mail/interviews.ics")
        d.w("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Millbrook//HR//EN\r\n")
        for p in self.some(18):
            d.record().w("BEGIN:VEVENT\r\nUID:", self.uuid(), "\r\nDTSTART:20260403T140000Z\r\nSUMMARY:Interview - ", self.name(p, "F L", False), "\r\nATTENDEE;CN=", U("Applicant"), ":mailto:", self.email(p), "\r\nDESCRIPTION:Phone ", self.phone(p, "-"), "\\nDOB ", self.dob(p, "us"), "\\nSSN ", self.tax(p), "\r\nEND:VEVENT\r\n")
        d.w("END:VCALENDAR\r\n")
        return d

    def vcards(self):
        d = Files("mail/residents.vcf")
        for p in self.some(22):
            y, m, day = p.dob
            d.record().w("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:", self.name(p, "F L", False), "\r\nBDAY:", V("DOB", f"{y}{m:02}{day:02}", f"{y}-{m:02}-{day:02}", p), "\r\nTEL;VALUE=uri;TYPE=cell:tel:", self.phone(p, "+"), "\r\nEMAIL;TYPE=home:", self.email(p), "\r\nADR;TYPE=home:;;", self.addr(p, "street") if "," not in self.addr(p, "street").raw else V("ADDR", self.addr(p, "street").raw.replace(",", "\\,"), None, p), ";", p.city, ";", self.st(p), ";", self.zip(p), ";USA" if not p.abroad else ";", "\r\nREV:20260401T000000Z\r\nEND:VCARD\r\n")
        return d

    def directory_csv(self):
        d = Files("it/google_contacts.csv")
        cols = [("Name", lambda p: self.name(p, "F L", False)), ("Given Name", lambda p: ""), ("Birthday", self.dated("iso")), ("E-mail 1 - Value", self.email), ("Phone 1 - Type", lambda p: "Mobile"), ("Phone 1 - Value", lambda p: self.phone(p, "+1(")), ("Address 1 - Formatted", lambda p: self.addr(p, "one")), ("Group Membership", lambda p: "* myContacts"), ("Custom Field 1 - Type", lambda p: "SSN"), ("Custom Field 1 - Value", lambda p: self.tax(p))]
        self.table(d, cols, self.some(20))
        return d

    def breach_paste(self):
        """A paste: a name, then what is known, in braces."""
        d = Files("it/paste.txt")
        for p in self.some(26):
            d.record().w("=== ", self.name(p, "F L", False), " ===\n", "mail>> ", self.email(p), "  pass>> ", self.pw(p), "\nssn>> ", self.tax(p), "  dob>> ", self.dob(p, "iso"), "  addr>> ", self.addr(p, "one"), "\n")
        return d

    def encoded_jwt(self):
        """What looks like numbers in tokens and hashes."""
        d = Files("ops/metrics.log")
        for _ in range(200):
            d.w("cpu=", self.n(2), " mem=", X(self.n(10), "bytes"), " seq=", X(self.n(9), "sequence"), " sid=", self.uuid(), " sum=", "".join(self.r.choice("0123456789abcdef") for _ in range(32)), " blob=", base64.b64encode(self.n(18).encode()).decode(), " at=", X(str(1770000000000 + self.r.randint(0, 9999999)), "epoch milliseconds"), "\n")
        return d

    def geo_tracks(self):
        d = Files("ops/plow_positions.csv")
        d.w("unit,ts,lat,lon,odometer,msg_id\n")
        for _ in range(200):
            d.w("P", self.n(2), ",", str(1770000000 + self.r.randint(0, 9999999)), f",41.{self.n(5)},-73.{self.n(5)},", X(self.n(6), "odometer"), ",", X(self.n(9), "message"), "\n")
        return d


__all__ = ["Systems", "json"]
